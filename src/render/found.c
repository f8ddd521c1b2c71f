#include "found.h"

#include "address.h"

enum { PLAIN_BYTES_MAX = 200 };

/* The plain words of a text in lower case with a space between them; nothing where more than plain words stands there. */
static void add_words(struct buf *out, struct str text) {
  struct buf lower;
  buf_init(&lower, 4 * PLAIN_BYTES_MAX);
  size_t bad;
  if (text.len <= PLAIN_BYTES_MAX && utf8_valid(text, &bad)) {
    unicode_lower(text, &lower);
  }
  struct str rest = buf_str(&lower);
  for (size_t at = 0; at < rest.len;) {
    size_t begin = at;
    uint32_t character = utf8_next(rest, &at);
    bool space = character == ' ' || character == '\t' || character == 0x3000;
    bool inner = character == '\'' || character == '-' || character == 0x2019; /* x-ray, but not -ray */
    bool ends = at == rest.len && (character == '?' || character == 0xFF1F);
    if (space) {
      buf_add(out, out->len > 0 && out->ptr[out->len - 1] != ' ' ? STR(" ") : STR(""));
    } else if (unicode_class(character) != UNICODE_OTHER || (inner && out->len > 0 && out->ptr[out->len - 1] != ' ')) {
      buf_add(out, str_slice(rest, begin, at));
    } else if (!ends) {
      buf_clear(out);
      break;
    }
  }
  out->failed |= buf_failed(&lower);
  buf_free(&lower);
}

static bool is_first_page(const struct search_answer *answer) {
  return answer->offset == 0 && answer->limit == SEARCH_LIMIT_DEFAULT && !answer->by_date && !answer->exact;
}

static bool is_answered_whole(const struct search_answer *answer) {
  return answer->hit_count > 0 && answer->complete > 0 && answer->hits[0].missing_count == 0 && answer->left_out_count == 0 &&
         answer->corrected.len == 0 && !answer->cut && !answer->partial && !answer->browsed;
}

/* "knee OR hip": one of the words may be in no article. */
static bool offers_choice(const struct search_answer *answer) {
  struct str understood = answer->understood;
  return str_contains(understood, STR(" OR "));
}

void found_canonical(struct buf *out, const struct search_answer *answer) {
  struct buf typed, understood;
  if (!is_first_page(answer) || !is_answered_whole(answer) || answer->filter_count + answer->since.len + answer->until.len > 0) {
    return;
  }
  buf_init(&typed, 4 * PLAIN_BYTES_MAX);
  buf_init(&understood, 4 * PLAIN_BYTES_MAX);
  add_words(&typed, str_trim(answer->query));
  add_words(&understood, answer->understood);
  if (typed.len > 0 && str_equal(buf_str(&typed), buf_str(&understood)) && !buf_failed(&typed) && !offers_choice(answer)) {
    buf_add(out, STR("/search?q="));
    address_add_parameter(out, str_trim(buf_str(&typed)));
    buf_add(out, answer->lang.len > 0 ? STR("&lang=") : STR(""));
    address_add_parameter(out, answer->lang);
  }
  buf_free(&typed);
  buf_free(&understood);
}

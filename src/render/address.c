#include "address.h"
#include "article/article.h"

#include <strings.h>

static bool scheme_is(struct str scheme, struct str wanted) {
  return scheme.len == wanted.len && strncasecmp(scheme.ptr, wanted.ptr, wanted.len) == 0;
}

bool address_is_web(struct str address) {
  struct str scheme = article_address_scheme(address);
  return scheme_is(scheme, STR("http")) || scheme_is(scheme, STR("https"));
}

bool address_is_external(struct str address) {
  return address_is_web(address) || str_starts_with(address, STR("//"));
}

static bool is_allowed(struct str address) {
  return address_is_web(address) || scheme_is(article_address_scheme(address), STR("mailto")) ||
         (article_address_scheme(address).len == 0 && !str_starts_with(address, STR(":")));
}

void address_add(struct buf *out, struct str address) {
  if (is_allowed(address)) {
    encode_percent(address, "-._~:/?#[]@!$&'()*+,;=%", out);
  } else {
    buf_byte(out, '#');
  }
}

void address_add_parameter(struct buf *out, struct str text) {
  encode_percent(text, "-._~", out);
}

void address_add_in(struct buf *out, struct str path, struct str lang) {
  buf_add(out, path);
  buf_add(out, lang.len > 0 ? STR("?lang=") : STR(""));
  address_add_parameter(out, lang);
}

void address_add_section(struct buf *out, struct str url, struct str anchor) {
  if (anchor.len == 0) {
    buf_add(out, url);
    return;
  }
  buf_add(out, str_slice(url, 0, str_find(url, '#', 0)));
  buf_byte(out, '#');
  buf_add(out, anchor);
}

/* Words of a text fragment: '-', ',' and '&' have a meaning there and are encoded too; blanks become one. */
static void add_words(struct buf *out, const char *before, struct str words, const char *behind) {
  if (words.len == 0) {
    return;
  }
  buf_add(out, str_of(before));
  for (size_t at = 0; at < words.len;) {
    size_t end = at;
    while (end < words.len && !byte_is_blank(words.ptr[end])) {
      end++;
    }
    encode_percent(str_slice(words, at, end), "._~", out);
    for (at = end; at < words.len && byte_is_blank(words.ptr[at]);) {
      at++;
    }
    buf_add(out, at > end ? STR("%20") : STR(""));
  }
  buf_add(out, str_of(behind));
}

void address_add_sentence(struct buf *out, struct str url, const struct search_section *section) {
  const struct fragment *fragment = &section->fragment;
  address_add_section(out, url, section->anchor);
  if (fragment->start.len == 0 || (article_address_scheme(url).len > 0 && !address_is_web(url))) {
    return;
  }
  bool has_hash = section->anchor.len > 0 || str_find(url, '#', 0) < url.len;
  buf_add(out, has_hash ? STR(":~:text=") : STR("#:~:text="));
  add_words(out, "", fragment->prefix, "-,");
  add_words(out, "", fragment->start, "");
  add_words(out, ",", fragment->end, "");
  add_words(out, ",-", fragment->suffix, "");
}

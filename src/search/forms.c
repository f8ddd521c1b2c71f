#include "forms.h"

const char *forms_field_filter(enum query_field field) {
  static const char *const filters[] = {
      [QUERY_ANYWHERE] = "", [QUERY_TITLE] = "title : ", [QUERY_TAG] = "tags : ", [QUERY_CODE] = "code : "};
  return filters[field];
}

/* One phrase: the terms of a range in a row. */
static struct str phrase_text(struct draft *draft, const struct query_item *item, const struct words *words,
                              const struct range *range) {
  struct buf text;
  buf_init(&text, EXPRESSION_BYTES_MAX);
  buf_add(&text, str_of(forms_field_filter(item->field)));
  buf_byte(&text, '"');
  range_write(words, range, &text);
  buf_add(&text, item->kind == QUERY_PREFIX ? STR("\" *") : STR("\""));
  struct str copy = buf_failed(&text) ? (struct str){NULL, 0} : arena_copy(draft->planner->arena, buf_str(&text));
  buf_free(&text);
  return copy;
}

/* A phrase of what was typed, that takes `width` words of a text. */
static void add_phrase(struct draft *draft, struct term *term, struct str phrase, uint64_t articles, uint32_t width) {
  draft_phrase(draft, term, phrase, articles, (struct phrase_size){.words = width, .share = 1});
}

/* Whether a term has a phrase already. */
static bool has_phrase(const struct draft *draft, const struct term *term, struct str phrase) {
  struct str bare = str_slice(phrase, 1, phrase.len - 1);
  for (size_t i = term->first_phrase; i < term->first_phrase + term->phrase_count; i++) {
    if (str_equal(draft->words[i].term, bare)) {
      return true;
    }
  }
  return false;
}

/*
 * Phrases for a range in each language, each distinct form once, where more than `enough` articles have it;
 * -1: it cannot be done without.
 */
static bool add_range(struct draft *draft, struct term *term, const struct readings *readings, const struct range *range,
                      int64_t enough) {
  struct str phrases[VARIANTS_MAX];
  if (enough >= 0 && draft_is_crowded(draft)) {
    return true;
  }
  for (size_t i = 0; i < readings->count; i++) {
    phrases[i] = phrase_text(draft, readings->item, &readings->words[i], range);
    if (phrases[i].ptr == NULL) {
      return error_memory(draft->err);
    }
    bool known = false;
    for (size_t k = 0; k < i; k++) {
      known = known || str_equal(phrases[k], phrases[i]);
    }
    uint64_t articles = 0;
    if (!known && !store_document_frequency(draft->planner->store, phrases[i], &articles, draft->err)) {
      return false;
    }
    if (!known && (int64_t)articles > enough) {
      add_phrase(draft, term, phrases[i], articles, range_width(&readings->words[i], range));
    }
  }
  return true;
}

/*
 * Where the word of a piece is a part of others (data of dataSource): looked for where fewer words than all
 * will do, and where the word stands nowhere else.
 */
static bool add_parts(struct draft *draft, struct term *term, const struct readings *readings, const struct piece *piece,
                      enum plan_mode mode) {
  struct range part = piece->first;
  if (readings->item->kind != QUERY_WORD || part.of != RANGE_WORDS || part.end != part.begin + 1) {
    return true;
  }
  part.of = RANGE_PART;
  if (mode == PLAN_ANY || term->articles == 0) {
    return add_range(draft, term, readings, &part, 0);
  }
  for (size_t i = 0; i < readings->count && !draft->plan->relaxable; i++) {
    struct str phrase = phrase_text(draft, readings->item, &readings->words[i], &part);
    uint64_t articles;
    if (phrase.ptr == NULL) {
      return error_memory(draft->err);
    }
    if (!store_document_frequency(draft->planner->store, phrase, &articles, draft->err)) {
      return false;
    }
    draft->plan->relaxable = articles > 0;
  }
  return true;
}

/*
 * Adds the stems that a word has in articles and that are not there yet: of languages the query is not read in, and of
 * the word with accents that were not typed.
 */
static bool add_known_stems(struct draft *draft, struct term *term) {
  struct planner *planner = draft->planner;
  struct word_stem *stems;
  size_t count;
  if (term->surface.len == 0 || term->item->kind != QUERY_WORD) {
    return true;
  }
  if (!store_word_stems(planner->store, term->surface, planner->arena, &stems, &count, draft->err)) {
    return false;
  }
  for (size_t i = 0; i < count && !draft_is_crowded(draft); i++) {
    struct str phrase =
        arena_format(planner->arena, "%s\"=%.*s\"", forms_field_filter(term->item->field), STR_ARG(stems[i].stem));
    uint64_t articles;
    if (phrase.ptr == NULL) {
      return error_memory(draft->err);
    }
    if (has_phrase(draft, term, phrase)) {
      continue;
    }
    if (!store_document_frequency(planner->store, phrase, &articles, draft->err)) {
      return false;
    }
    add_phrase(draft, term, phrase, articles, 1);
  }
  return true;
}

/* The form that was typed, of a piece that is one word. */
static struct str typed_form(const struct readings *readings, const struct piece *piece) {
  bool single = piece->first.of == RANGE_WORDS && piece->first.end == piece->first.begin + 1;
  return single && readings->words[0].surfaces != NULL ? readings->words[0].surfaces[piece->first.begin] : STR("");
}

/*
 * Adds a word as it stands: by its known stems alone where these come `first` and there are some (*known), else in the
 * languages of the query, in which it may be `missing` from all articles.
 */
static bool add_itself(struct draft *draft, struct term *term, const struct readings *readings, const struct range *range,
                       bool first, bool missing, bool *known) {
  if (first && !add_known_stems(draft, term)) {
    return false;
  }
  *known = first && term->phrase_count > 0;
  return *known || add_range(draft, term, readings, range, missing ? 0 : -1);
}

bool forms_add(struct draft *draft, struct term *term, const struct readings *readings, const struct piece *piece, bool begun,
               enum plan_mode mode) {
  struct range otherwise = piece->otherwise;
  otherwise.end -= begun && otherwise.end > otherwise.begin + 1; /* 12wee: 12, and then it is open */
  bool other = otherwise.end > 0, as_it_stands = !begun || draft->planner->begun_is_word, known = false;
  term->surface = typed_form(readings, piece);
  if (as_it_stands &&
      !add_itself(draft, term, readings, &piece->first, begun || draft->planner->languages_open, other || begun, &known)) {
    return false;
  }
  int64_t enough = piece->within && !begun ? (int64_t)term->articles : 0;
  if (other && !add_range(draft, term, readings, &otherwise, enough)) {
    return false;
  }
  if (as_it_stands && ((!known && !add_known_stems(draft, term)) || !add_parts(draft, term, readings, piece, mode))) {
    return false;
  }
  return term->phrase_count > 0 || begun || add_range(draft, term, readings, &piece->first, -1);
}

#include "list.h"
#include "phrase.h"
#include "synonyms_line.h"

/* Words and phrases between commas. */
static bool read_members(struct synonyms_line *line, struct str text, struct error *err) {
  for (size_t begin = 0; begin <= text.len;) {
    size_t end = str_find(text, ',', begin);
    struct str member = str_trim(str_slice(text, begin, end));
    if (member.len == 0) {
      return error_set(err, "a word is missing beside a comma or =>; write it, or take the sign out");
    }
    if (line->count == SYNONYMS_MEMBERS_MAX) {
      return error_set(err, "more than %d words and phrases; a line may have as many, make two of it", SYNONYMS_MEMBERS_MAX);
    }
    line->members[line->count++] = member;
    begin = end + 1;
  }
  return true;
}

static size_t find_arrow(struct str text, size_t from) {
  size_t at = str_find(text, '=', from);
  while (at < text.len && (at + 1 == text.len || text.ptr[at + 1] != '>')) {
    at = str_find(text, '=', at + 1);
  }
  return at;
}

/* "a, b" or "a, b => c". */
static bool read_line(struct synonyms_line *line, struct str text, struct error *err) {
  size_t arrow = find_arrow(text, 0);
  line->count = line->left = 0;
  if (!read_members(line, str_slice(text, 0, arrow), err)) {
    return false;
  }
  if (arrow == text.len) {
    return line->count > 1 ||
           error_set(err, "\"%.*s\" stands alone; write what it stands for, separated by a comma", STR_ARG(text));
  }
  line->left = line->count;
  return (find_arrow(text, arrow + 2) == text.len || error_set(err, "a line may have one => only; make two of it")) &&
         read_members(line, str_slice(text, arrow + 2, text.len), err);
}

/* Who looks at the lines. */
struct visit {
  synonyms_visitor *visit;
  void *context;
};

static bool visit_line(void *context, const struct list_line *said, struct error *err) {
  const struct visit *visit = context;
  struct synonyms_line line;
  if (!read_line(&line, said->text, err)) {
    return false;
  }
  const struct synonyms_said shown = {.members = line.members,
                                      .count = line.count,
                                      .left = line.left,
                                      .line = said->number,
                                      .language = said->language,
                                      .everywhere = said->everywhere};
  return visit->visit(visit->context, &shown, err);
}

bool synonyms_visit(struct str text, synonyms_visitor *visit, void *context, struct error *err) {
  return list_read(text, SYNONYMS_FILE, visit_line, &(struct visit){visit, context}, err);
}

/* Where lines go. */
struct taking {
  struct synonyms *synonyms;
  struct tokenizer *tokenizer;
};

static bool take_line(void *context, const struct list_line *said, struct error *err) {
  const struct taking *taking = context;
  struct synonyms_line line = {.number = said->number, .language = said->language, .everywhere = said->everywhere};
  return read_line(&line, said->text, err) && synonyms_take(taking->synonyms, taking->tokenizer, &line, err);
}

bool synonyms_read_text(struct synonyms *synonyms, struct tokenizer *tokenizer, struct str text, struct error *err) {
  static const char file[] = "synonyms.txt";
  return list_check_size(text, file, SYNONYMS_LINES_MAX, SYNONYMS_BYTES_MAX, err) &&
         list_read(text, file, take_line, &(struct taking){synonyms, tokenizer}, err);
}

/* "MRI", "magnetic resonance imaging", "12", "en", and in an index "mri", "magnet reson imag". */
static bool read_acronym(struct synonyms_line *line, struct str raw, struct error *err) {
  struct str columns[6];
  size_t begin = 0, bad;
  for (size_t i = 0; i < COUNT_OF(columns); i++) {
    size_t end = str_find(raw, '\t', begin);
    columns[i] = str_slice(raw, begin, end);
    begin = end + 1;
  }
  *line = (struct synonyms_line){
      .members = {columns[0], columns[1]}, .keys = {columns[4], columns[5]}, .count = 2, .harvested = true};
  line->language = language_find(columns[3]);
  return (columns[3].len > 0 && utf8_valid(raw, &bad)) ||
         error_set(err, "is not a short form, a long one, a number and a language, separated by tabs; build the index again");
}

bool synonyms_read_acronyms(struct synonyms *synonyms, struct tokenizer *tokenizer, struct str text, struct error *err) {
  static const char file[] = "acronyms";
  struct str rest = text, raw;
  if (!list_check_size(text, file, SYNONYMS_LINES_MAX, SYNONYMS_BYTES_MAX, err)) {
    return false;
  }
  for (size_t number = 1; str_next_line(&rest, &raw); number++) {
    struct synonyms_line line;
    bool read = read_acronym(&line, raw, err);
    line.number = number;
    if (!read || !synonyms_take(synonyms, tokenizer, &line, err)) {
      return list_at_line(err, file, number);
    }
  }
  return true;
}

/* Appends the stems of a form; false where nobody looks for it. */
static bool write_stems(struct arena *arena, struct tokenizer *tokenizer, const struct language *language, struct str form,
                        struct buf *out) {
  struct phrase phrase = phrase_read(arena, tokenizer, language, form);
  if (phrase.count == 0 || phrase.count > SYNONYMS_WORDS_MAX || phrase.function) {
    return false;
  }
  buf_byte(out, '\t');
  buf_add(out, phrase_key(arena, phrase.stems, phrase.count));
  return true;
}

bool synonyms_prepare(struct tokenizer *tokenizer, struct str acronyms, struct buf *out, struct error *err) {
  struct arena arena;
  struct str rest = acronyms, raw;
  arena_init(&arena, SYNONYMS_BYTES_MAX);
  bool done = true;
  while (done && str_next_line(&rest, &raw)) {
    struct synonyms_line line;
    size_t begin = out->len;
    if (begin + 4 * raw.len > SYNONYMS_BYTES_MAX) {
      break; /* with its stems it could be more than is read */
    }
    done = read_acronym(&line, raw, err);
    buf_add(out, raw);
    bool useful = done && write_stems(&arena, tokenizer, line.language, line.members[0], out) &&
                  write_stems(&arena, tokenizer, line.language, line.members[1], out);
    if (useful) {
      buf_byte(out, '\n');
    } else {
      out->len = begin;
    }
    done = done && ((!arena_failed(&arena) && !buf_failed(out)) || error_memory(err));
    arena_reset(&arena);
  }
  arena_free(&arena);
  return done;
}

#include "lists.h"

/* What an indexer's sentence is made of: "FILE:LINE: what", or "FILE: what". */
struct complaint {
  struct str file, sentence;
  size_t line;
};

static struct complaint read_complaint(struct str text) {
  struct complaint complaint = {.sentence = text};
  for (size_t colon = str_find(text, ':', 0); colon + 1 < text.len; colon = str_find(text, ':', colon + 1)) {
    uint64_t number = 0;
    size_t next = str_find(text, ':', colon + 1);
    if (text.ptr[colon + 1] == ' ') {
      return (struct complaint){str_slice(text, 0, colon), str_slice(text, colon + 2, text.len), 0};
    }
    if (next + 1 < text.len && text.ptr[next + 1] == ' ' &&
        str_to_number(str_slice(text, colon + 1, next), UINT32_MAX, &number)) {
      return (struct complaint){str_slice(text, 0, colon), str_slice(text, next + 2, text.len), (size_t)number};
    }
  }
  return complaint;
}

/* Whether a finding has its place already. */
static bool is_found(const struct checker *checker, const struct complaint *complaint, size_t findings) {
  for (size_t i = 0; i < findings; i++) {
    const struct check_finding *finding = &checker->report->findings[i];
    if (finding->level == SETTINGS_ERROR && str_equal(finding->file, complaint->file) &&
        (complaint->line == 0 || complaint->line == finding->line)) {
      return true;
    }
  }
  return false;
}

/* The path of a file in the source's folder. */
static struct str id_of(const struct checker *checker, struct str file) {
  struct str folder = str_of(checker->source.path);
  return str_starts_with(file, folder) && file.len > folder.len ? str_slice(file, folder.len + 1, file.len) : file;
}

/* An article that can be read and is not in the index: another one has its id or its address. */
static bool is_clash(struct checker *checker, const struct complaint *complaint, bool *clash, struct error *err) {
  struct error ignored;
  struct article article;
  struct source_article said;
  uint32_t number = 0;
  struct str id = id_of(checker, complaint->file);
  *clash = source_has_line(&checker->source, complaint->line);
  if (checker->source.lines) {
    return true;
  }
  source_read(&checker->source, id, &checker->scratch, &said);
  if (said.text.len == 0 || !article_from_file(&checker->scratch, id, said.text, &article, &ignored)) {
    return true;
  }
  if (!store_find(checker->store, article.url, &number, err)) {
    return false;
  }
  *clash = number != 0;
  return true;
}

bool complaints_check(struct checker *checker, struct error *err) {
  size_t findings = checker->report->count;
  for (size_t i = 0; i < checker->task->complaint_count; i++) {
    struct complaint complaint = read_complaint(checker->task->complaints[i]);
    bool clash;
    arena_reset(&checker->scratch);
    if (is_found(checker, &complaint, findings)) {
      continue;
    }
    if (!is_clash(checker, &complaint, &clash, err)) {
      return false;
    }
    checker_note(checker, clash ? RULE_ADDRESS_TWICE : RULE_NOT_INDEXED, complaint.file, complaint.line, "%.*s",
                 STR_ARG(complaint.sentence));
  }
  return true;
}

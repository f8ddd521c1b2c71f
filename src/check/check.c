#include "check/check.h"
#include "alike.h"
#include "findable.h"
#include "lists.h"
#include "pages.h"
#include "search/search.h"

#include <stdlib.h>

enum { SCRATCH_BYTES_MAX = 1 << 30 };

/* The rules that look at one article, and the notes for those that look at all. */
static bool check_pages(struct checker *checker, struct findable *findable, struct error *err) {
  struct tags tags;
  struct links links;
  struct alike alike;
  struct page page;
  if (!tags_learn(checker, &tags, err) || !links_learn(checker, &links, err) || !alike_begin(checker, &alike, err)) {
    return false;
  }
  for (uint32_t number = 1; number <= checker->report->articles; number++) {
    if (!checker_read(checker, number, &page, err)) {
      return false;
    }
    page_check_facts(checker, &tags, &page);
    page_check_sections(checker, &page);
    alike_add(checker, &alike, &page);
    findable_add(checker, findable, &page);
    if (!links_check(checker, &links, &page, err)) {
      return false;
    }
  }
  links_settle(checker, &links);
  return alike_settle(checker, &alike, err);
}

/* In the order of places; those of one place in the order of rules, then of their sentences. */
static int compare_findings(const void *a, const void *b) {
  const struct check_finding *left = a, *right = b;
  int order = str_compare(left->file, right->file);
  if (order == 0 && left->line != right->line) {
    order = left->line < right->line ? -1 : 1;
  }
  if (order == 0 && left->rule != right->rule) {
    order = left->rule < right->rule ? -1 : 1;
  }
  return order != 0 ? order : str_compare(left->sentence, right->sentence);
}

static void count_findings(struct check_report *report) {
  for (size_t i = 0; i < report->count; i++) {
    *(report->findings[i].level == SETTINGS_ERROR ? &report->errors : &report->warnings) += 1;
  }
  if (report->count > 1) {
    qsort(report->findings, report->count, sizeof *report->findings, compare_findings);
  }
}

static bool check_all(struct checker *checker, struct error *err) {
  struct findable findable = {.titles = {.count = 0}};
  tokenizer_use(checker->tokenizer, store_word_forms(checker->store));
  rules_take(&checker->settings, checker->levels);
  return check_pages(checker, &findable, err) && synonyms_check(checker, err) && pins_check(checker, err) &&
         complaints_check(checker, err) && findable_check(checker, &findable, err);
}

bool check_run(const struct check_task *task, struct arena *arena, struct check_report *report, struct error *err) {
  struct checker checker = {.task = task, .store = task->store, .arena = arena, .report = report, .tokenizer = tokenizer_new()};
  *report = (struct check_report){.articles = store_facts(task->store)->articles};
  arena_init(&checker.scratch, SCRATCH_BYTES_MAX);
  bool done = (checker.tokenizer != NULL || error_memory(err)) && search_settings(task->store, arena, &checker.settings, err) &&
              source_open(&checker.source, task->source, arena, err) && check_all(&checker, err);
  done = done && (!(arena_failed(arena) || arena_failed(&checker.scratch)) || error_memory(err));
  count_findings(report);
  source_close(&checker.source);
  arena_free(&checker.scratch);
  tokenizer_free(checker.tokenizer);
  return done;
}

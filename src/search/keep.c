#include "keep.h"

static void keep(struct arena *arena, struct str *text) {
  *text = arena_copy(arena, *text);
}

static void keep_all(struct arena *arena, struct str **texts, size_t count) {
  struct str *kept = arena_array(arena, count, sizeof *kept);
  for (size_t i = 0; kept != NULL && i < count; i++) {
    kept[i] = arena_copy(arena, (*texts)[i]);
  }
  *texts = kept;
}

static void keep_passage(struct arena *arena, struct passage *passage) {
  struct span *matches = arena_array(arena, passage->match_count, sizeof *matches);
  keep(arena, &passage->text);
  if (matches != NULL && passage->match_count > 0) {
    memcpy(matches, passage->matches, passage->match_count * sizeof *matches);
  }
  passage->matches = matches;
}

bool keep_hit(struct arena *arena, struct search_hit *hit) {
  struct str *texts[] = {&hit->id,        &hit->url,       &hit->summary,         &hit->lang,
                         &hit->date,      &hit->review_by, &hit->successor_title, &hit->successor_url,
                         &hit->supersedes};
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    keep(arena, texts[i]);
  }
  keep_all(arena, &hit->tags, hit->tag_count);
  keep_all(arena, &hit->missing, hit->missing_count);
  keep_passage(arena, &hit->title);
  struct search_section *sections = arena_array(arena, hit->section_count, sizeof *sections);
  for (size_t i = 0; sections != NULL && i < hit->section_count; i++) {
    sections[i] = hit->sections[i];
    keep(arena, &sections[i].heading);
    keep(arena, &sections[i].anchor);
    keep_all(arena, &sections[i].above, sections[i].above_count);
    keep_passage(arena, &sections[i].passage);
    struct fragment *fragment = &sections[i].fragment;
    struct str *words[] = {&fragment->prefix, &fragment->start, &fragment->end, &fragment->suffix};
    for (size_t k = 0; k < COUNT_OF(words); k++) {
      keep(arena, words[k]);
    }
  }
  hit->sections = sections;
  struct search_crumb *crumbs = arena_array(arena, hit->crumb_count, sizeof *crumbs);
  for (size_t i = 0; crumbs != NULL && i < hit->crumb_count; i++) {
    const struct search_crumb *crumb = &hit->crumbs[i];
    crumbs[i] =
        (struct search_crumb){arena_copy(arena, crumb->title), arena_copy(arena, crumb->topic), arena_copy(arena, crumb->url)};
  }
  hit->crumbs = crumbs;
  struct search_reason *reasons = arena_array(arena, hit->reason_count, sizeof *reasons);
  for (size_t i = 0; reasons != NULL && i < hit->reason_count; i++) {
    reasons[i] = (struct search_reason){arena_copy(arena, hit->reasons[i].typed), arena_copy(arena, hit->reasons[i].found)};
  }
  hit->reasons = reasons;
  struct score_part *parts = arena_array(arena, hit->part_count, sizeof *parts);
  for (size_t i = 0; parts != NULL && i < hit->part_count; i++) {
    parts[i] = hit->parts[i];
    keep(arena, &parts[i].reason);
    keep(arena, &parts[i].word);
  }
  hit->parts = parts;
  return !arena_failed(arena);
}

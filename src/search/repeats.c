#include "repeats.h"

/* A shorter sentence may well be said twice. */
enum { SENTENCE_BYTES_MIN = 24 };

/* What a passage is shown for: its sentence; all of it where no word was met. */
static struct str sentence_of(const struct passage *passage) {
  struct span at = passage->sentence;
  return str_trim(at.end > at.begin ? str_slice(passage->text, at.begin, at.end) : passage->text);
}

/* Whether it stands in the answer, or on one of the cards before number `count`. */
static bool stands_above(const struct search_answer *answer, size_t count, struct str sentence) {
  if (sentence.len < SENTENCE_BYTES_MIN) {
    return false;
  }
  bool above = answer->direct != NULL && str_contains(answer->direct->text, sentence);
  for (size_t i = 0; i < count && !above; i++) {
    above = answer->hits[i].section_count > 0 && str_contains(answer->hits[i].sections[0].passage.text, sentence);
  }
  return above;
}

static void move_to_front(struct search_section *sections, size_t number) {
  struct search_section kept = sections[number];
  memmove(sections + 1, sections, number * sizeof *sections);
  sections[0] = kept;
}

void repeats_avoid(struct search_answer *answer) {
  for (size_t i = 0; i < answer->hit_count; i++) {
    struct search_hit *hit = &answer->hits[i];
    size_t fresh = 0;
    while (fresh < hit->section_count && stands_above(answer, i, sentence_of(&hit->sections[fresh].passage))) {
      fresh++;
    }
    if (fresh > 0 && fresh < hit->section_count) {
      move_to_front(hit->sections, fresh);
    } else if (fresh > 0 && hit->summary.len > 0) {
      hit->sections[0].passage = (struct passage){.text = STR("")};
      hit->sections[0].fragment = (struct fragment){.start = STR("")};
    }
  }
}

#include "breadcrumb.h"
#include "passage.h"

enum { DEPTH_MAX = 8 /* headings have fewer levels */ };

bool breadcrumb_make(struct arena *arena, const struct article *article, size_t number, struct search_section *section) {
  size_t above[DEPTH_MAX];
  uint32_t level = article->sections[number].level;
  section->above_count = 0;
  for (size_t i = number; i > 0 && level > 0 && section->above_count < DEPTH_MAX; i--) {
    if (article->sections[i].level > 0 && article->sections[i].level < level) {
      level = article->sections[i].level;
      above[section->above_count++] = i;
    }
  }
  section->above = arena_array(arena, section->above_count, sizeof *section->above);
  for (size_t i = 0; section->above != NULL && i < section->above_count; i++) {
    struct span heading = article->sections[above[section->above_count - 1 - i]].heading;
    section->above[i] = passage_heading(str_slice(article->text, heading.begin, heading.end));
  }
  return section->above != NULL;
}

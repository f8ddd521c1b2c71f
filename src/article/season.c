#include "article/article.h"
#include "article/dates.h"
#include "article/naming.h"

/* The day that a key of the front matter says; 0 where it says none. */
static uint32_t day_of(struct arena *arena, const struct article *article, const char *key) {
  for (size_t i = 0; i < article->extra_count; i++) {
    struct str *texts, day = STR("");
    size_t count = 0;
    if (str_equal(article->extras[i].key, str_of(key)) && article_extra_texts(arena, article->extras[i].value, &texts, &count) &&
        count == 1 && date_read(str_trim(texts[0]), &day)) {
      return day_number(day);
    }
  }
  return 0;
}

bool article_is_in_season(struct arena *arena, const struct article_rules *rules, const struct article *article, uint32_t today,
                          uint32_t *turns) {
  uint32_t from = 0, until = 0;
  if (rules->generator == GENERATOR_HUGO) {
    from = day_of(arena, article, "publishDate");
    from = from > 0 ? from : day_of(arena, article, "publishdate");
    from = from > 0 ? from : day_number(article->date);
    until = day_of(arena, article, "expiryDate");
    until = until > 0 ? until : day_of(arena, article, "expirydate");
  } else if (naming_is_post(rules->generator, article->id)) {
    from = day_number(article->date);
  }
  bool is_over = until > 0 && today >= until;
  *turns = is_over ? 0 : from > today ? from : until;
  return from <= today && !is_over;
}

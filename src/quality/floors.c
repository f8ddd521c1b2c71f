#include "quality/quality.h"
#include "search/search.h"

_Static_assert((int)SEARCH_WEIGHTS_MAX <= (int)SETTINGS_NAMES_MAX && (int)QUALITY_FLOORS_MAX <= (int)SETTINGS_NAMES_MAX,
               "settings have room for all names");

void quality_known_names(struct settings_known *known) {
  const struct search_weight_row *rows = search_weight_table(&known->weight_count);
  for (size_t i = 0; i < known->weight_count; i++) {
    known->weights[i] = (struct settings_name){rows[i].name, rows[i].least, rows[i].most};
  }
  known->metric_count = QUALITY_FLOORS_MAX;
  for (size_t i = 0; i < known->metric_count; i++) {
    known->metrics[i] = (struct settings_name){quality_metric_name((enum quality_metric)i), 0, 1};
  }
}

static bool take_floors(const struct settings *settings, struct quality_floor *floors, size_t *count, struct error *err) {
  for (size_t i = 0; i < settings->floor_count; i++) {
    size_t metric = 0;
    while (metric < QUALITY_FLOORS_MAX &&
           !str_equal(settings->floors[i].name, str_of(quality_metric_name((enum quality_metric)metric)))) {
      metric++;
    }
    if (metric == QUALITY_FLOORS_MAX) {
      return error_set(err, "the index sets a floor for \"%.*s\", which this program does not measure; run marrow index again",
                       STR_ARG(settings->floors[i].name));
    }
    floors[(*count)++] = (struct quality_floor){(enum quality_metric)metric, settings->floors[i].value};
  }
  return true;
}

bool quality_floors(struct store *store, struct quality_floor floors[QUALITY_FLOORS_MAX], size_t *count, struct error *err) {
  struct arena arena;
  struct settings settings;
  *count = 0;
  arena_init(&arena, SEARCH_SETTINGS_ARENA_MAX);
  bool done = search_settings(store, &arena, &settings, err) && take_floors(&settings, floors, count, err);
  arena_free(&arena);
  return done;
}

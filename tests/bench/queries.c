#include "bench.h"

#include "search/search.h"

#include <math.h>
#include <stdio.h>

enum { ROUNDS = 11, TOP = 10 };

struct engines {
  struct stock *stock;
  struct store *store;
  struct searcher *searcher;
  struct arena arena; /* of the cards at hand */
};

/* ---- one query ---- */

static bool ask_ours(struct engines *engines, const char *query, double *seconds, struct error *err) {
  struct search_rank ranks[TOP];
  size_t count;
  double start = seconds_now();
  struct search_request request = {.query = str_of(query), .limit = TOP};
  bool done = search_rank(engines->searcher, engines->store, &request, ranks, &count, err);
  *seconds = seconds_now() - start;
  return done && (count > 0 || error_set(err, "Marrow finds nothing for: %s", query));
}

static bool ask_stock(struct engines *engines, const char *query, double *seconds, struct error *err) {
  size_t count;
  double start = seconds_now();
  bool done = stock_top(engines->stock, query, &count, err);
  *seconds = seconds_now() - start;
  return done && (count > 0 || error_set(err, "the stock table finds nothing for: %s", query));
}

static bool ask_cards(struct engines *engines, const char *query, double *seconds, struct error *err) {
  struct search_request request = {.query = str_of(query), .limit = TOP};
  struct search_answer answer;
  double start = seconds_now();
  bool done = search_run(engines->searcher, engines->store, &request, &engines->arena, &answer, err);
  arena_reset(&engines->arena);
  *seconds = seconds_now() - start;
  return done;
}

/* ---- groups ---- */

/* The least time of each query. */
struct times {
  double ours[QUERIES_MAX], stock[QUERIES_MAX], cards[QUERIES_MAX];
};

static bool time_group(struct engines *engines, const struct queries *queries, struct times *times, struct error *err) {
  for (size_t round = 0; round < ROUNDS; round++) {
    for (size_t i = 0; i < queries->count; i++) {
      double ours, stock, cards;
      if (!ask_ours(engines, queries->text[i], &ours, err) || !ask_stock(engines, queries->text[i], &stock, err) ||
          !ask_cards(engines, queries->text[i], &cards, err)) {
        return false;
      }
      times->ours[i] = round == 0 ? ours : fmin(ours, times->ours[i]);
      times->stock[i] = round == 0 ? stock : fmin(stock, times->stock[i]);
      times->cards[i] = round == 0 ? cards : fmin(cards, times->cards[i]);
    }
  }
  return true;
}

static double mean(const double *values, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) {
    sum += values[i];
  }
  return sum / (double)count;
}

/* The means weigh each query by what it costs; the ratio of a row's medians is another than the median ratio, which is shown. */
static void print_group(enum group group, size_t count, struct times *times) {
  double ratios[QUERIES_MAX];
  size_t slower = 0;
  for (size_t i = 0; i < count; i++) {
    ratios[i] = times->stock[i] / times->ours[i];
    slower += ratios[i] < 1;
  }
  double ours = mean(times->ours, count), stock = mean(times->stock, count), cards = mean(times->cards, count);
  double worst = 1 / least(ratios, count);
  enum bound bound = group == MIXED ? REPORTED : AT_LEAST;
  double target = group <= COMMON_3 ? 8 : 1;
  char figure[64];
  (void)snprintf(figure, sizeof figure, "%s, median", group_name(group));
  table_row((struct row){figure, 1e6 * median(times->ours, count), 1e6 * median(times->stock, count), median(ratios, count),
                         bound, target});
  table_row((struct row){"  mean", 1e6 * ours, 1e6 * stock, stock / ours, bound, target});
  table_note("slower than stock: %zu of %zu, the worst takes %.2f of its time; with ten full cards: mean %.0f", slower, count,
             worst, 1e6 * cards);
}

static bool open_engines(const struct bench *bench, struct engines *engines, struct error *err) {
  arena_init(&engines->arena, 1 << 28);
  engines->searcher = searcher_new();
  return (engines->searcher != NULL || error_memory(err)) && stock_open(bench->stock, &engines->stock, err) &&
         store_open(bench->index, &engines->store, err);
}

bool measure_queries(const struct bench *bench, const struct queries groups[GROUP_COUNT], struct error *err) {
  struct engines engines = {0};
  struct times times;
  bool done = open_engines(bench, &engines, err);
  table_title("Queries in process, ten best, µs", "stock bm25");
  for (int group = 0; done && group < GROUP_COUNT; group++) {
    done = time_group(&engines, &groups[group], &times, err);
    if (done) {
      print_group((enum group)group, groups[group].count, &times);
    }
  }
  if (engines.stock != NULL) {
    stock_close(engines.stock);
  }
  if (engines.store != NULL) {
    store_close(engines.store);
  }
  searcher_free(engines.searcher);
  arena_free(&engines.arena);
  return done;
}

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
  bool done = search_rank(engines->searcher, engines->store, str_of(query), TOP, ranks, &count, err);
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

static void print_group(enum group group, size_t count, struct times *times) {
  double ratios[QUERIES_MAX];
  double all_ours = 0, all_stock = 0;
  size_t slower = 0;
  for (size_t i = 0; i < count; i++) {
    ratios[i] = times->stock[i] / times->ours[i];
    all_ours += times->ours[i];
    all_stock += times->stock[i];
    slower += ratios[i] < 1;
  }
  char figure[64];
  enum bound bound = group == MIXED ? REPORTED : AT_LEAST;
  double target = group <= COMMON_3 ? 8 : 1;
  (void)snprintf(figure, sizeof figure, "%s, µs", group_name(group));
  double worst = 1 / least(ratios, count);
  table_row((struct row){figure, 1e6 * median(times->ours, count), 1e6 * median(times->stock, count), median(ratios, count),
                         bound, target});
  table_row((struct row){"  mean of all queries", 1e6 * all_ours / (double)count, 1e6 * all_stock / (double)count,
                         all_stock / all_ours, bound, target});
  table_note("slower than stock: %zu of %zu queries, by %.2f times at most; ten full cards: %.0f µs", slower, count,
             fmax(worst, 1), 1e6 * median(times->cards, count));
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
  table_title("Queries in process, ten best; median", "stock bm25");
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

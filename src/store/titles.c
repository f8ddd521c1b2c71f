#include "postings.h"
#include "reader.h"
#include "schema.h"

/*
 * Titles by their beginnings, in the vocabulary: a term is the words that a title begins with, its postings the articles that
 * have it. More letters tell hardly any titles apart, and would make the file grow by as much as all titles.
 */
enum { BEGIN_BYTES_MAX = STORE_TITLE_MAX + 2 };

struct str store_title_cut(struct str words) {
  struct str cut = str_slice(words, 0, STORE_TITLE_MAX);
  size_t bad;
  return utf8_valid(cut, &bad) ? cut : str_slice(cut, 0, bad);
}

/* Tells the articles of one title; *more is false where the visitor has had enough. */
static bool visit_articles(const struct store *store, struct str words, struct str postings, title_visitor *visit, void *context,
                           bool *more) {
  struct posting_cursor cursor = posting_begin(postings);
  for (; *more && cursor.article <= store->facts.articles; posting_seek(&cursor, cursor.article + 1)) {
    *more = visit(context, words, cursor.article);
  }
  return !*more || cursor.article == POSTING_END;
}

bool store_titles(struct store *store, struct str begin, title_visitor *visit, void *context, struct error *err) {
  struct buf least, behind;
  begin = store_title_cut(begin);
  if (begin.len == 0) {
    return true;
  }
  buf_init(&least, BEGIN_BYTES_MAX);
  buf_init(&behind, BEGIN_BYTES_MAX);
  buf_byte(&least, STORE_TITLE_MARK);
  buf_add(&least, begin);
  buf_add(&behind, buf_str(&least));
  buf_byte(&behind, '\xff'); /* no byte of UTF-8 */
  bool more = !buf_failed(&least) && !buf_failed(&behind), sound = more;
  int status = SQLITE_DONE;
  store_bind_text(store->titles, 1, buf_str(&least));
  store_bind_text(store->titles, 2, buf_str(&behind));
  while (more && sound && (status = sqlite3_step(store->titles)) == SQLITE_ROW) {
    struct str term = store_column(store->titles, 0);
    sound = visit_articles(store, str_slice(term, 1, term.len), store_column(store->titles, 1), visit, context, &more);
  }
  (void)sqlite3_reset(store->titles);
  bool failed = buf_failed(&least) || buf_failed(&behind);
  buf_free(&least);
  buf_free(&behind);
  return failed ? error_memory(err) : (sound && (status == SQLITE_DONE || status == SQLITE_ROW)) || store_damaged(store, err);
}

#include "segment.h"
#include "skips.h"

#include <stdlib.h>

enum {
  PAGE_BYTES = STORE_TERMS_PAGE_BYTES,
  HEADER_BYTES = 4, /* of a page: where its first number of an article stands, where its footer begins; 2 bytes each */
  NUMBER = 1,       /* the segment's own */
  STRUCTURE_ROW = 10,
  AVERAGES_ROW = 1,
  FEW_PAGES = 4, /* a list that goes over fewer has no index of its own */
};

/* A page in the making: terms and their lists, and in the footer where the terms begin. */
struct segment {
  struct scribe *scribe;
  char cookie[4];                /* by which FTS5 knows that its settings have changed; its record of segments begins with it */
  struct buf page, footer, term; /* term: the last one, with FTS5's mark for the main index */
  uint64_t number;               /* of the page, from 1 on */
  size_t footer_at;              /* where the last term begins that the footer knows of */
  bool has_term;                 /* on this page */
  bool has_article;              /* on this page, or a term before it */
  bool list_begins;              /* no article of this term yet */
  uint64_t last;                 /* the last article */
  uint64_t entry_page;           /* the first page of those that the next entry of the index is for; 0: none */
  struct buf entry;              /* what it is found by */
  uint64_t pages_without_term;   /* behind it */
  struct skips skips;            /* of the term at hand */
  uint64_t sum;                  /* of the rows */
  bool failed;
};

/* A row's part in the sum: in any order, but no two rows may change places. */
static uint64_t row_hash(uint64_t number, struct str bytes) {
  return digest_hash(bytes) * (2 * number + 1);
}

static void put(struct segment *segment, enum scribe_table table, uint64_t number, struct str bytes) {
  segment->sum += row_hash(number, bytes);
  segment->failed =
      !scribe_add(segment->scribe, &(struct scribe_row){.table = table, .number = number, .key = bytes}) || segment->failed;
}

static void put_row(struct segment *segment, uint64_t row, struct str bytes) {
  put(segment, SCRIBE_PAGES, row, bytes);
}

static bool read_cookie(sqlite3 *connection, char cookie[4], struct error *err) {
  sqlite3_stmt *read = NULL;
  if (!store_prepare(connection, "SELECT block FROM terms_data WHERE id = 10", &read, err)) {
    return false;
  }
  struct str block = sqlite3_step(read) == SQLITE_ROW ? store_column(read, 0) : STR("");
  bool found = block.len >= 4;
  if (found) {
    memcpy(cookie, block.ptr, 4);
  }
  (void)sqlite3_finalize(read);
  return found || store_trouble(connection, err);
}

bool segment_open(sqlite3 *connection, struct scribe *scribe, struct segment **opened, struct error *err) {
  struct segment *segment = calloc(1, sizeof *segment);
  if (segment == NULL) {
    return error_memory(err);
  }
  segment->scribe = scribe;
  segment->number = segment->entry_page = 1;
  buf_init(&segment->page, (size_t)1 << 30);
  buf_init(&segment->footer, 1 << 20);
  buf_init(&segment->term, 1 << 20);
  buf_init(&segment->entry, 1 << 20);
  skips_init(&segment->skips);
  buf_add(&segment->page, (struct str){"\0\0\0\0", HEADER_BYTES});
  if (!read_cookie(connection, segment->cookie, err)) {
    segment_abandon(segment);
    return false;
  }
  *opened = segment;
  return true;
}

void segment_abandon(struct segment *segment) {
  if (segment != NULL) {
    buf_free(&segment->page);
    buf_free(&segment->footer);
    buf_free(&segment->term);
    buf_free(&segment->entry);
    skips_free(&segment->skips);
    free(segment);
  }
}

/* The row of a page: the segment, the level of an index of a list and its page, or a page of terms. */
static uint64_t row_of(bool skips, unsigned level, uint64_t page) {
  return ((uint64_t)NUMBER << 37) + ((uint64_t)skips << 36) + ((uint64_t)level << 31) + page;
}

static void write_skips(void *context, unsigned level, uint64_t page, struct str bytes) {
  put_row(context, row_of(true, level, page), bytes);
}

/* Writes the entry that finds the pages since the last one, and the index of the list that goes over them. */
static void flush_entry(struct segment *segment) {
  if (segment->entry_page == 0) {
    return;
  }
  bool long_list = segment->pages_without_term >= FEW_PAGES && skips_any(&segment->skips);
  if (long_list) {
    skips_flush(&segment->skips, write_skips, segment);
  }
  skips_clear(&segment->skips);
  segment->pages_without_term = 0;
  put(segment, SCRIBE_ENTRIES, segment->entry_page << 1 | long_list, buf_str(&segment->entry));
  segment->entry_page = 0;
}

static void put_16(struct buf *page, size_t at, size_t number) {
  if (!buf_failed(page)) {
    page->ptr[at] = (char)(number >> 8);
    page->ptr[at + 1] = (char)number;
  }
}

static void flush_page(struct segment *segment) {
  put_16(&segment->page, 2, segment->page.len);
  if (segment->has_term) {
    buf_add(&segment->page, buf_str(&segment->footer));
  } else {
    if (!segment->has_article) {
      skips_pass(&segment->skips);
    }
    segment->pages_without_term++;
  }
  segment->failed = segment->failed || buf_failed(&segment->page) || buf_failed(&segment->footer);
  put_row(segment, row_of(false, 0, segment->number), buf_str(&segment->page));
  buf_clear(&segment->page);
  buf_clear(&segment->footer);
  buf_add(&segment->page, (struct str){"\0\0\0\0", HEADER_BYTES});
  segment->footer_at = 0;
  segment->number++;
  segment->has_term = segment->has_article = false;
}

static size_t shared_bytes(struct str a, struct str b) {
  size_t shared = 0;
  while (shared < a.len && shared < b.len && a.ptr[shared] == b.ptr[shared]) {
    shared++;
  }
  return shared;
}

void segment_term(struct segment *segment, struct str bare) {
  enum { MAIN_INDEX = '0' };
  struct buf *page = &segment->page, *footer = &segment->footer;
  size_t length = bare.len + 1;
  if (footer->len + page->len + length + 2 >= PAGE_BYTES && page->len > HEADER_BYTES) {
    flush_page(segment);
  }
  encode_big(page->len - segment->footer_at, footer);
  segment->footer_at = page->len;
  bool first = segment->term.len == 0;
  struct str before = first ? STR("") : str_slice(buf_str(&segment->term), 1, segment->term.len);
  size_t shared = first ? 0 : 1 + shared_bytes(before, bare);
  buf_clear(&segment->term);
  buf_byte(&segment->term, MAIN_INDEX);
  buf_add(&segment->term, bare);
  struct str term = buf_str(&segment->term);
  if (!segment->has_term && segment->number > 1) {
    flush_entry(segment);
    buf_clear(&segment->entry);
    buf_add(&segment->entry, str_slice(term, 0, first ? term.len : shared + 1)); /* behind all before, and no more */
    segment->entry_page = segment->number;
  }
  shared = segment->has_term ? shared : 0;
  if (segment->has_term) {
    encode_big(shared, page);
  }
  encode_big(term.len - shared, page);
  buf_add(page, str_slice(term, shared, term.len));
  segment->has_term = segment->has_article = segment->list_begins = true;
  segment->failed = segment->failed || buf_failed(&segment->term) || buf_failed(&segment->entry);
  skips_begin(&segment->skips, segment->number);
}

/* Writes places, over as many pages as it takes; a page ends behind a number. */
static void put_places(struct segment *segment, struct str places) {
  while (segment->page.len + segment->footer.len + places.len >= PAGE_BYTES) {
    size_t used = segment->page.len + segment->footer.len, end = used < PAGE_BYTES ? PAGE_BYTES - used : 0;
    while (end > 0 && end < places.len && (unsigned char)places.ptr[end - 1] >= 0x80) {
      end++;
    }
    buf_add(&segment->page, str_slice(places, 0, end));
    places = str_slice(places, end, places.len);
    flush_page(segment);
  }
  buf_add(&segment->page, places);
}

void segment_article(struct segment *segment, uint64_t article, struct str places) {
  if (segment->page.len + segment->footer.len >= PAGE_BYTES) {
    flush_page(segment);
  }
  if (!segment->has_article) {
    put_16(&segment->page, 0, segment->page.len);
    skips_add(&segment->skips, segment->number, article, write_skips, segment);
  }
  encode_big(segment->list_begins || !segment->has_article ? article : article - segment->last, &segment->page);
  segment->last = article;
  segment->list_begins = false;
  segment->has_article = true;
  encode_big((uint64_t)places.len << 1, &segment->page); /* the low bit marks what was deleted */
  put_places(segment, places);
}

/* One segment at a level above that of what may be added to the index later. */
static void put_structure(struct segment *segment, uint64_t pages) {
  const uint64_t numbers[] = {2, pages > 0, pages, 0, 0, 0, pages > 0, NUMBER, 1, pages};
  struct buf record;
  buf_init(&record, 256);
  buf_add(&record, (struct str){segment->cookie, sizeof segment->cookie});
  for (size_t i = 0; i < (pages > 0 ? COUNT_OF(numbers) : 7); i++) {
    encode_big(numbers[i], &record);
  }
  put_row(segment, STRUCTURE_ROW, buf_str(&record));
  buf_free(&record);
}

static void put_averages(struct segment *segment, uint64_t articles, const uint64_t positions[FIELD_COUNT]) {
  struct buf record;
  buf_init(&record, 256);
  encode_big(articles, &record);
  for (int field = 0; field < FIELD_COUNT; field++) {
    encode_big(positions[field], &record);
  }
  put_row(segment, AVERAGES_ROW, buf_str(&record));
  buf_free(&record);
}

bool segment_read_sum(sqlite3 *connection, uint64_t *sum, struct error *err) {
  static const char *const rows = "SELECT id, block FROM terms_data UNION ALL SELECT pgno, term FROM terms_idx";
  sqlite3_stmt *read = NULL;
  int status;
  *sum = 0;
  if (!store_prepare(connection, rows, &read, err)) {
    return false;
  }
  while ((status = sqlite3_step(read)) == SQLITE_ROW) {
    *sum += row_hash((uint64_t)sqlite3_column_int64(read, 0), store_column(read, 1));
  }
  (void)sqlite3_finalize(read);
  return status == SQLITE_DONE || store_trouble(connection, err);
}

bool segment_close(struct segment *segment, uint64_t articles, const uint64_t positions[FIELD_COUNT], uint64_t *sum,
                   struct error *err) {
  if (segment->page.len > HEADER_BYTES) {
    flush_page(segment);
  }
  uint64_t pages = segment->number - 1;
  if (pages > 0) {
    flush_entry(segment);
  }
  put_structure(segment, pages);
  put_averages(segment, articles, positions);
  bool done = !segment->failed && !skips_failed(&segment->skips);
  *sum = segment->sum;
  segment_abandon(segment);
  return done || error_memory(err);
}

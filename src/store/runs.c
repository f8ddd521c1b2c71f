#include "inversion_table.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Terms on their way out of memory, in order of their names. */

static int compare_sorted(const void *a, const void *b, void *context) {
  const struct sorted *x = a, *y = b;
  const struct inversion *inversion = context;
  if (x->beginning != y->beginning) {
    return x->beginning < y->beginning ? -1 : 1;
  }
  return str_compare(entry_name(inversion_at(inversion, x->entry)), entry_name(inversion_at(inversion, y->entry)));
}

/* The first bytes as a number, which orders as they do. */
static uint64_t beginning_of(struct str name) {
  uint64_t number = 0;
  for (size_t i = 0; i < sizeof number; i++) {
    number = number << 8 | (i < name.len ? (unsigned char)name.ptr[i] : 0);
  }
  return number;
}

struct sorted *inversion_sort(const struct inversion *inversion) {
  struct sorted *sorted = malloc((inversion->count + (size_t)1) * sizeof *sorted);
  size_t count = 0;
  for (size_t i = 0; sorted != NULL && i < inversion->slot_count; i++) {
    uint32_t number = inversion->slots[i].entry;
    if (number != 0) {
      sorted[count++] = (struct sorted){beginning_of(entry_name(inversion_at(inversion, number))), number};
    }
  }
  if (sorted != NULL) {
    qsort_r(sorted, count, sizeof *sorted, compare_sorted, (void *)inversion);
  }
  return sorted;
}

static void pack_text(struct str text, struct buf *out) {
  encode_number(text.len, out);
  buf_add(out, text);
}

static void pack_kinships(const struct inversion *inversion, uint32_t first, struct buf *out) {
  size_t count = 0;
  for (uint32_t at = first; at != 0; at = ((const struct kinship *)inversion_at(inversion, at))->next) {
    count++;
  }
  encode_number(count, out);
  for (uint32_t at = first; at != 0; at = ((const struct kinship *)inversion_at(inversion, at))->next) {
    const struct kinship *kinship = inversion_at(inversion, at);
    struct str stem = entry_name(inversion_at(inversion, kinship->stem));
    encode_number(kinship->articles, out);
    encode_number(kinship->language, out);
    pack_text(str_slice(stem, 1, stem.len), out);
  }
}

static void pack_writings(const struct inversion *inversion, const struct entry *entry, struct buf *out) {
  size_t count = 0;
  for (uint32_t at = entry->writing; at != 0; at = ((const struct kept_writing *)inversion_at(inversion, at))->next) {
    count++;
  }
  encode_number(count, out);
  for (uint32_t at = entry->writing; at != 0; at = ((const struct kept_writing *)inversion_at(inversion, at))->next) {
    const struct kept_writing *way = inversion_at(inversion, at);
    encode_number(way->articles, out);
    encode_number(way->dressed, out);
    pack_text(way->length == 0 ? entry_name(entry) : (struct str){(const char *)(way + 1), way->length}, out);
  }
}

static void pack_list(const struct inversion *inversion, const struct entry *entry, struct buf *out) {
  size_t bytes = 0;
  uint32_t size = 0;
  for (uint32_t at = entry->list; at != 0; at = ((const struct piece *)inversion_at(inversion, at))->next) {
    size = piece_size(size);
    bytes += (at == entry->piece ? entry->at - at : size) - sizeof(struct piece);
  }
  encode_number(bytes, out);
  size = 0;
  for (uint32_t at = entry->list; at != 0; at = ((const struct piece *)inversion_at(inversion, at))->next) {
    size = piece_size(size);
    uint32_t end = at == entry->piece ? entry->at - at : size;
    buf_add(out, (struct str){(const char *)inversion_at(inversion, at) + sizeof(struct piece), end - sizeof(struct piece)});
  }
}

void entry_pack(const struct inversion *inversion, const struct entry *entry, struct buf *out) {
  encode_number(entry->articles, out);
  pack_kinships(inversion, entry->kinship, out);
  pack_writings(inversion, entry, out);
  pack_list(inversion, entry, out);
}

static bool write_out(struct inversion *inversion, struct buf *out, struct error *err) {
  struct run *run = &inversion->runs[inversion->run_count];
  if (buf_failed(out)) {
    return error_memory(err);
  }
  for (size_t done = 0; done < out->len;) {
    ssize_t count = pwrite(inversion->file, out->ptr + done, out->len - done, (off_t)run->end);
    if (count < 0 && errno != EINTR) {
      return error_set(err, "%s: a file beside it cannot be written (%s); check the disk and its free space", inversion->path,
                       strerror(errno));
    }
    done += count < 0 ? 0 : (size_t)count;
    run->end += count < 0 ? 0 : (uint64_t)count;
  }
  buf_clear(out);
  return true;
}

static bool write_run(struct inversion *inversion, const struct sorted *sorted, struct error *err) {
  enum { OUT_BYTES = 1 << 16 };
  struct buf out;
  buf_init(&out, (size_t)1 << 32);
  bool done = true;
  for (uint32_t i = 0; done && i < inversion->count; i++) {
    const struct entry *entry = inversion_at(inversion, sorted[i].entry);
    pack_text(entry_name(entry), &out);
    entry_pack(inversion, entry, &out);
    done = out.len < OUT_BYTES || write_out(inversion, &out, err);
  }
  done = done && write_out(inversion, &out, err);
  buf_free(&out);
  return done;
}

bool inversion_spill(struct inversion *inversion, struct error *err) {
  uint32_t count = inversion->run_count;
  if (inversion->file < 0 && !file_hidden(inversion->path, &inversion->file, err)) {
    return false;
  }
  if (!array_room((void **)&inversion->runs, count, &inversion->run_capacity, sizeof *inversion->runs)) {
    return error_memory(err);
  }
  uint64_t begin = count == 0 ? 0 : inversion->runs[count - 1].end;
  inversion->runs[count] = (struct run){begin, begin};
  struct sorted *sorted = inversion_sort(inversion);
  bool done = sorted != NULL ? write_run(inversion, sorted, err) : error_memory(err);
  free(sorted);
  inversion->run_count++;
  inversion_clear(inversion);
  return done;
}

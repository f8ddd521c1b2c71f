#include "lines.h"

#include <errno.h>

bool lines_open(struct lines *lines, const char *path, size_t ceiling, struct error *err) {
  lines->file = fopen(path, "re");
  lines->number = lines->bytes = 0;
  lines->at = lines->have = 0;
  buf_init(&lines->line, ceiling);
  return lines->file != NULL ||
         error_set(err, "%s: cannot be opened (%s); give a folder of articles or a .jsonl file", path, strerror(errno));
}

bool lines_next(struct lines *lines) {
  buf_clear(&lines->line);
  bool any = false, ends = false;
  while (!ends) {
    if (lines->at == lines->have) {
      lines->have = fread(lines->chunk, 1, sizeof lines->chunk, lines->file);
      lines->at = 0;
    }
    if (lines->have == 0) {
      break;
    }
    struct str chunk = {lines->chunk, lines->have};
    size_t end = str_find(chunk, '\n', lines->at);
    buf_add(&lines->line, str_slice(chunk, lines->at, end));
    ends = end < chunk.len;
    lines->bytes += end + ends - lines->at;
    lines->at = end + ends;
    any = true;
  }
  lines->too_long = buf_failed(&lines->line);
  lines->number += any;
  return any;
}

void lines_close(struct lines *lines) {
  if (lines->file != NULL) {
    (void)fclose(lines->file);
  }
  buf_free(&lines->line);
}

/*
 * spec: runs a table of examples from tests/spec. A line "> text" is an input, the "= text" lines behind
 * it are what is expected of it, anything else is prose. \n \t \\ \" and \xNN are read as in C.
 */
#ifndef MARROW_TESTS_SPEC_H
#define MARROW_TESTS_SPEC_H

#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

static inline void spec_unescape(struct str line, struct buf *out) {
  for (size_t i = 0; i < line.len; i++) {
    if (line.ptr[i] != '\\' || i + 1 == line.len) {
      buf_byte(out, line.ptr[i]);
      continue;
    }
    char kind = line.ptr[++i];
    if (kind == 'x' && i + 2 < line.len) {
      char hex[3] = {line.ptr[i + 1], line.ptr[i + 2], '\0'};
      buf_byte(out, (char)strtol(hex, NULL, 16));
      i += 2;
    } else {
      buf_byte(out, kind == 'n' ? '\n' : kind == 't' ? '\t' : kind);
    }
  }
}

/* Appends what the program makes of `input`, lines separated by '\n'. */
typedef void spec_subject(struct str input, struct buf *actual);

/* Gets a line that is neither an input nor what is expected of one. */
typedef void spec_prose(struct str line);

/* Answers the number of failed examples and prints each; *run counts all. `prose` may be NULL. */
static inline int spec_run_with(const char *name, spec_prose *prose, spec_subject *subject, int *run) {
  char path[1024];
  struct error err;
  struct buf file, input, expected, actual;
  (void)snprintf(path, sizeof path, "%s/spec/%s", TESTS_DIR, name);
  buf_init(&file, 1 << 22);
  buf_init(&input, 1 << 20);
  buf_init(&expected, 1 << 20);
  buf_init(&actual, 1 << 20);
  if (!file_read(path, 1 << 22, &file, &err)) {
    printf("%s: %s\n", path, err.text);
    return 1;
  }
  int failed = 0;
  *run = 0;
  struct str rest = buf_str(&file), line;
  for (bool more = str_next_line(&rest, &line); more;) {
    if (!str_starts_with(line, STR("> ")) && !str_equal(line, STR(">"))) {
      if (prose != NULL) {
        prose(line);
      }
      more = str_next_line(&rest, &line);
      continue;
    }
    buf_clear(&input);
    buf_clear(&expected);
    buf_clear(&actual);
    spec_unescape(str_slice(line, 2, line.len), &input);
    while ((more = str_next_line(&rest, &line)) && (str_starts_with(line, STR("= ")) || str_equal(line, STR("=")))) {
      buf_add(&expected, expected.len > 0 ? STR("\n") : STR(""));
      spec_unescape(str_slice(line, 2, line.len), &expected);
    }
    subject(buf_str(&input), &actual);
    ++*run;
    if (!str_equal(buf_str(&actual), buf_str(&expected))) {
      failed++;
      printf("%s:\n> %.*s\n= %.*s\nbut was\n= %.*s\n", name, STR_ARG(buf_str(&input)), STR_ARG(buf_str(&expected)),
             STR_ARG(buf_str(&actual)));
    }
  }
  buf_free(&file);
  buf_free(&input);
  buf_free(&expected);
  buf_free(&actual);
  return failed;
}

static inline int spec_run(const char *name, spec_subject *subject, int *run) {
  return spec_run_with(name, NULL, subject, run);
}

#endif

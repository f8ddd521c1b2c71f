/* folder: a new folder for a test, below TMPDIR or /tmp. */
#ifndef MARROW_TESTS_FOLDER_H
#define MARROW_TESTS_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { FOLDER_BYTES = 64 };

static inline void folder_make(char folder[FOLDER_BYTES]) {
  const char *parent = getenv("TMPDIR");
  int length = snprintf(folder, FOLDER_BYTES, "%s/marrow-test-XXXXXX", parent == NULL ? "/tmp" : parent);
  if (length >= FOLDER_BYTES) {
    fail_msg("TMPDIR is too long for the tests: %s", parent);
  }
  assert_non_null(mkdtemp(folder));
}

#endif

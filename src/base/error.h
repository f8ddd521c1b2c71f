/*
 * error: a failure as a value. A function that can fail takes `struct error *err`, answers false and
 * leaves one sentence there: what went wrong, where, and what to do. Callers may put a place in front
 * on the way up. Only the command line and the server show it.
 */
#ifndef MARROW_BASE_ERROR_H
#define MARROW_BASE_ERROR_H

#include <stdbool.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))

struct error {
  char text[1024]; /* NUL-terminated; longer sentences are cut */
};

/* Writes the sentence. Always false, so that a function can `return error_set(err, ...)`. */
bool error_set(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* Puts a place ("corpus/knee.md: ") before the sentence that stands there. Always false. */
bool error_prefix(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* The sentence for memory that could not be had. Always false. */
bool error_memory(struct error *err);

#ifdef __clang_analyzer__
/* The analyser reads one file at a time: this shows it that these never answer true. */
#define error_set(...) (error_set(__VA_ARGS__), false)
#define error_prefix(...) (error_prefix(__VA_ARGS__), false)
#define error_memory(...) (error_memory(__VA_ARGS__), false)
#endif

#endif

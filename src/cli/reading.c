#include "command.h"

/* Far more than the largest answer: 100 cards of articles of 16 MB come in passages, not whole. */
#define READING_BYTES_MAX ((size_t)512 << 20)

bool reading_begin(struct reading *reading, const char *index, struct error *err) {
  *reading = (struct reading){.store = NULL};
  arena_init(&reading->arena, READING_BYTES_MAX);
  buf_init(&reading->out, READING_BYTES_MAX);
  return store_open(index, &reading->store, err);
}

int reading_end(struct reading *reading, int status, struct error *err) {
  if (status != CLI_TROUBLE && (buf_failed(&reading->out) || arena_failed(&reading->arena))) {
    (void)error_memory(err);
    status = CLI_TROUBLE;
  }
  if (status != CLI_TROUBLE && !output_write(buf_str(&reading->out), err)) {
    status = CLI_TROUBLE;
  }
  if (reading->store != NULL) {
    store_close(reading->store);
  }
  arena_free(&reading->arena);
  buf_free(&reading->out);
  return status;
}

#include "server/limits.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>

/* A megabyte in all: an address may stand in any of the places of its row. */
enum { ROWS = 4096, PLACES = 8, MILLI = 1000 };

struct bucket {
  struct address client; /* not known: the place is free */
  uint64_t filled;       /* milliseconds, when it was last looked at */
  uint64_t thousandths;  /* of a request that may be made */
};

struct limits {
  pthread_mutex_t mutex;
  uint8_t seed[ADDRESS_BYTES]; /* nobody knows whose buckets share a row */
  struct bucket rows[ROWS][PLACES];
};

struct limits *limits_new(void) {
  struct limits *limits = calloc(1, sizeof *limits);
  if (limits != NULL) {
    (void)pthread_mutex_init(&limits->mutex, NULL);
    (void)!getrandom(limits->seed, sizeof limits->seed, GRND_NONBLOCK);
  }
  return limits;
}

void limits_free(struct limits *limits) {
  if (limits != NULL) {
    (void)pthread_mutex_destroy(&limits->mutex);
    free(limits);
  }
}

/* The client's bucket, or in its place the one that was looked at longest ago, made new and full. */
static struct bucket *find_bucket(struct limits *limits, const struct address *client, unsigned burst, uint64_t now) {
  uint8_t key[2 * ADDRESS_BYTES];
  memcpy(key, limits->seed, ADDRESS_BYTES);
  memcpy(key + ADDRESS_BYTES, client, ADDRESS_BYTES);
  struct bucket *row = limits->rows[digest_hash((struct str){(const char *)key, sizeof key}) % ROWS];
  struct bucket *oldest = row;
  for (size_t i = 0; i < PLACES; i++) {
    if (memcmp(&row[i].client, client, sizeof *client) == 0) {
      return &row[i];
    }
    oldest = row[i].filled < oldest->filled ? &row[i] : oldest;
  }
  *oldest = (struct bucket){*client, now, (uint64_t)burst * MILLI};
  return oldest;
}

unsigned limits_take(struct limits *limits, const struct address *client, unsigned rate, unsigned burst, uint64_t now) {
  const struct address whose = address_household(client);
  (void)pthread_mutex_lock(&limits->mutex);
  struct bucket *bucket = find_bucket(limits, &whose, burst, now);
  uint64_t most = (uint64_t)burst * MILLI;
  uint64_t passed = now > bucket->filled ? now - bucket->filled : 0;
  passed = passed > most ? most : passed; /* at one a second that fills any bucket */
  bucket->thousandths += passed * rate;
  bucket->thousandths = bucket->thousandths > most ? most : bucket->thousandths;
  bucket->filled = now;
  uint64_t missing = bucket->thousandths < MILLI ? MILLI - bucket->thousandths : 0;
  bucket->thousandths -= missing == 0 ? MILLI : 0;
  (void)pthread_mutex_unlock(&limits->mutex);
  return (unsigned)((missing + (uint64_t)rate * MILLI - 1) / ((uint64_t)rate * MILLI));
}

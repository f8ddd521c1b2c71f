#include "pool.h"

#include <pthread.h>
#include <stdlib.h>

struct place {
  void *job;
  bool done;
};

struct worker {
  struct pool *pool;
  size_t number;
  pthread_t thread;
};

struct pool {
  pool_work *work;
  void *context;
  struct place *places; /* a ring */
  size_t room;
  struct worker *workers;
  size_t worker_count;
  pthread_mutex_t lock; /* holds what is below */
  pthread_cond_t given_more, done_more;
  size_t given, begun, done, taken; /* jobs so far */
  size_t awaited;                   /* so many done ones end the wait for one; 0: nobody waits */
  bool closing;
};

static void *work(void *context) {
  struct worker *worker = context;
  struct pool *pool = worker->pool;
  (void)pthread_mutex_lock(&pool->lock);
  for (;;) {
    while (pool->begun == pool->given && !pool->closing) {
      (void)pthread_cond_wait(&pool->given_more, &pool->lock);
    }
    if (pool->closing) {
      break;
    }
    struct place *place = &pool->places[pool->begun++ % pool->room];
    (void)pthread_mutex_unlock(&pool->lock);
    pool->work(pool->context, worker->number, place->job);
    (void)pthread_mutex_lock(&pool->lock);
    place->done = true;
    if (++pool->done == pool->awaited) {
      (void)pthread_cond_signal(&pool->done_more);
    }
  }
  (void)pthread_mutex_unlock(&pool->lock);
  return NULL;
}

static bool start(struct pool *pool, size_t threads) {
  while (pool->worker_count < threads) {
    struct worker *worker = &pool->workers[pool->worker_count];
    *worker = (struct worker){.pool = pool, .number = pool->worker_count};
    if (pthread_create(&worker->thread, NULL, work, worker) != 0) {
      return false;
    }
    pool->worker_count++;
  }
  return true;
}

bool pool_open(size_t threads, size_t room, pool_work *work_on, void *context, struct pool **opened, struct error *err) {
  struct pool *pool = calloc(1, sizeof *pool);
  if (pool == NULL) {
    return error_memory(err);
  }
  pool->work = work_on;
  pool->context = context;
  pool->room = room;
  pool->places = calloc(room, sizeof *pool->places);
  pool->workers = calloc(threads + 1, sizeof *pool->workers);
  (void)pthread_mutex_init(&pool->lock, NULL);
  (void)pthread_cond_init(&pool->given_more, NULL);
  (void)pthread_cond_init(&pool->done_more, NULL);
  bool made = pool->places != NULL && pool->workers != NULL;
  if (!made || !start(pool, threads)) {
    pool_close(pool);
    return made ? error_set(err, "no thread can be started; close other programs") : error_memory(err);
  }
  *opened = pool;
  return true;
}

void pool_give(struct pool *pool, void *job) {
  (void)pthread_mutex_lock(&pool->lock);
  pool->places[pool->given++ % pool->room] = (struct place){.job = job};
  (void)pthread_cond_signal(&pool->given_more);
  (void)pthread_mutex_unlock(&pool->lock);
}

void *pool_take(struct pool *pool) {
  struct place *place = &pool->places[pool->taken % pool->room];
  (void)pthread_mutex_lock(&pool->lock);
  if (pool->worker_count == 0) {
    pool->work(pool->context, 0, place->job);
  } else {
    /* Several at once: waking up for each costs as much as parsing a short article. */
    while (!place->done) {
      size_t more = pool->given - pool->done, enough = pool->room / 4 + 1;
      pool->awaited = pool->done + (more < enough ? more : enough);
      (void)pthread_cond_wait(&pool->done_more, &pool->lock);
    }
    pool->awaited = 0;
  }
  pool->taken++;
  (void)pthread_mutex_unlock(&pool->lock);
  return place->job;
}

void pool_close(struct pool *pool) {
  if (pool == NULL) {
    return;
  }
  (void)pthread_mutex_lock(&pool->lock);
  pool->closing = true;
  (void)pthread_cond_broadcast(&pool->given_more);
  (void)pthread_mutex_unlock(&pool->lock);
  for (size_t i = 0; i < pool->worker_count; i++) {
    (void)pthread_join(pool->workers[i].thread, NULL);
  }
  (void)pthread_cond_destroy(&pool->given_more);
  (void)pthread_cond_destroy(&pool->done_more);
  (void)pthread_mutex_destroy(&pool->lock);
  free(pool->places);
  free(pool->workers);
  free(pool);
}

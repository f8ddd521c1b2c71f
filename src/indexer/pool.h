/*
 * pool: threads that do jobs side by side; they are taken back in the order they were given. Private to indexer.
 */
#ifndef MARROW_INDEXER_POOL_H
#define MARROW_INDEXER_POOL_H

#include "base/base.h"

struct pool;

/* Does one job; `worker` (from 0 on) is the number of the thread, one job at a time each. */
typedef void pool_work(void *context, size_t worker, void *job);

/*
 * Starts `threads` threads, with room for `room` jobs between giving and taking. Of 0 threads none is started: jobs are done when
 * they are taken, as worker 0.
 */
bool pool_open(size_t threads, size_t room, pool_work *work, void *context, struct pool **pool, struct error *err) MUST_USE;

/* Gives a job; there must be room. */
void pool_give(struct pool *pool, void *job);

/* Takes the oldest job, once it is done; there must be one. */
void *pool_take(struct pool *pool);

/* Ends the threads once the jobs they are at are done; others stay undone. NULL is allowed. */
void pool_close(struct pool *pool);

#endif

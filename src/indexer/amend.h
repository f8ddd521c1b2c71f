/*
 * amend: where few articles have changed, only these are read, and the published index is changed in these places. What comes of
 * it is the same as if all had been read. Private to indexer.
 */
#ifndef MARROW_INDEXER_AMEND_H
#define MARROW_INDEXER_AMEND_H

#include "run.h"

/* Whether the index can be changed, and that is faster than to make it from the beginning. */
bool amend_pays(const struct run *run);

/* Changes it, up to where all articles are settled. False, for whatever reason: it must be made from the beginning. */
bool amend_files(struct run *run, struct error *err) MUST_USE;

#endif

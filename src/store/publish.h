/* publish: the file of an index taken, locked and put in place. Private to store. */
#ifndef MARROW_STORE_PUBLISH_H
#define MARROW_STORE_PUBLISH_H

#include "store/store.h"

/* Where an index named `path` is: links are followed. To be freed; NULL where memory ended. */
char *publish_place(const char *path);

/*
 * Takes the file beside the index (`new_path`) for this process alone: *lock is its descriptor, and *owned whether the file is
 * ours to remove. It may be read by those who may read the index that is there. The lock goes with the process. Fails where
 * another one has it, or where `path` is no index and no new file.
 */
bool publish_lock(const char *path, const char *new_path, int *lock, bool *owned, struct error *err) MUST_USE;

/*
 * Puts the new file in place of the index, which stays as its previous generation where it has another content. `old` is the
 * index, where it is open; else NULL.
 */
bool publish_replace(const char *new_path, const char *path, const struct store *old, const char *digest,
                     struct error *err) MUST_USE;

#endif

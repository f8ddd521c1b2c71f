/*
 * file: whole files in, and the steps that make a new file take the place of an old one safely.
 */
#ifndef MARROW_BASE_FILE_H
#define MARROW_BASE_FILE_H

#include "buf.h"
#include "error.h"

/*
 * Appends the whole of a regular file to `bytes`. Fails with a sentence (without the path, which the
 * caller prefixes) where it is missing, not a regular file, unreadable, larger than `ceiling` bytes,
 * or shrinks while it is read.
 */
bool file_read(const char *path, size_t ceiling, struct buf *bytes, struct error *err) MUST_USE;

/*
 * Opens a new file in the folder of `path` that has no name, for reading and writing: it goes with its descriptor, and a
 * killed run leaves nothing.
 */
bool file_hidden(const char *path, int *file, struct error *err) MUST_USE;

/* Makes what was written to `path` survive a power cut. */
bool file_sync(const char *path, struct error *err) MUST_USE;

/* Makes `to` have the bytes of `from`; where the file system can, they share them. */
bool file_copy(const char *from, const char *to, struct error *err) MUST_USE;

/* Puts `from` in the place of `to` in one step (both in one folder). */
bool file_replace(const char *from, const char *to, struct error *err) MUST_USE;

/* Makes durable what was put into or removed from the folder of `path`. */
bool file_sync_folder(const char *path, struct error *err) MUST_USE;

#endif

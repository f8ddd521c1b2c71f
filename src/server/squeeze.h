/* squeeze: compresses the body of an answer. Private to server. */
#ifndef MARROW_SERVER_SQUEEZE_H
#define MARROW_SERVER_SQUEEZE_H

#include "server/negotiate.h"

/* A body with fewer bytes is sent as it is: it fits into one packet anyway. */
enum { SQUEEZE_BYTES_LEAST = 1024, SQUEEZE_BYTES_LEAST_OFTEN = 512 };

/*
 * Puts the body in that coding in its place. What is sent `often` is worth the time that the smallest body takes: some ten
 * milliseconds. False, and the body as it was, where it is too small, would not get smaller, or memory ends.
 */
bool squeeze(struct buf *body, enum coding coding, bool often) MUST_USE;

#endif

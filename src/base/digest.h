/*
 * digest: a 128-bit fingerprint of bytes (XXH3 by Yann Collet), for telling one content from another.
 * It is not meant to resist somebody who wants two contents to collide.
 */
#ifndef MARROW_BASE_DIGEST_H
#define MARROW_BASE_DIGEST_H

#include "str.h"

enum { DIGEST_BYTES = 16, DIGEST_HEX = 2 * DIGEST_BYTES };

struct digest; /* a fingerprint in the making */

/* NULL where there is no memory. The caller frees it. */
struct digest *digest_new(void);
void digest_free(struct digest *digest);

/* Forgets all that was added. */
void digest_reset(struct digest *digest);

/* Adds a field: its length is part of the fingerprint, so ("ab","c") and ("a","bc") differ. */
void digest_add(struct digest *digest, struct str field);

/* 32 lower-case hexadecimal digits and a NUL for all that was added so far. */
void digest_hex(const struct digest *digest, char hex[DIGEST_HEX + 1]);

/* The same as bytes. */
void digest_bytes(const struct digest *digest, char bytes[DIGEST_BYTES]);

/* A quick hash of a text, for tables in memory; it is stored nowhere. */
uint64_t digest_hash(struct str text);

#endif

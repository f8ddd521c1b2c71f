/*
 * base: what every other module stands on. Text, growing buffers, arenas, errors, files, Unicode
 * and digests. Nothing here knows what an article or a query is.
 */
#ifndef MARROW_BASE_H
#define MARROW_BASE_H

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "day.h"
#include "digest.h"
#include "encode.h"
#include "error.h"
#include "file.h"
#include "lookup.h"
#include "nearest.h"
#include "str.h"
#include "unicode.h"

/* The version of the program, of the JSON it prints and of the documents that describe it. */
#define MARROW_VERSION "0.1.0"

#define COUNT_OF(array) (sizeof(array) / sizeof(*(array)))

#endif

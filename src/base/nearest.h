/* nearest: which of some names was meant by one that is none of them. */
#ifndef MARROW_BASE_NEAREST_H
#define MARROW_BASE_NEAREST_H

#include "str.h"

/* The name in `names` that `typed` was most likely meant to be; NULL where none is near. */
const char *nearest_name(const char *typed, const char *const *names, size_t count);

#endif

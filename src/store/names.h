/* names: the ids and addresses that are taken in an index in the making. Private to store. */
#ifndef MARROW_STORE_NAMES_H
#define MARROW_STORE_NAMES_H

#include "base/base.h"

struct names;

/* NULL where there is no memory. */
struct names *names_new(void);
void names_free(struct names *names);

/* Who took a name: the text given with it, ended by NUL; NULL where nobody did. */
const char *names_find(const struct names *names, struct str name);

/* Takes a name for `owner`. False where memory ended. */
bool names_take(struct names *names, struct str name, struct str owner) MUST_USE;

#endif

/* schemas: the members of all JSON objects that the API answers, as a table. Private to render. */
#ifndef MARROW_RENDER_SCHEMAS_H
#define MARROW_RENDER_SCHEMAS_H

#include "base/base.h"

/*
 * A member of an object. Its type is "string", "integer", "number", "boolean", "any" or the name of a schema; with [] behind it
 * an array of that, with {} an object whose members are all that, with ? that or null.
 */
struct schema_member {
  const char *schema; /* "Hit"; rows of a schema stand together */
  const char *name, *type;
  bool always; /* else it may be left out */
  const char *says;
};

const struct schema_member *schemas_table(size_t *count);

#endif

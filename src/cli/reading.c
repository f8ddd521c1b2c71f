#include "command.h"

/* Far more than the largest answer: 100 cards of articles of 16 MB come in passages, not whole. */
#define READING_BYTES_MAX ((size_t)512 << 20)

bool reading_begin(struct reading *reading, const char *index, struct error *err) {
  *reading = (struct reading){.store = NULL};
  arena_init(&reading->arena, READING_BYTES_MAX);
  buf_init(&reading->out, READING_BYTES_MAX);
  return store_open(index, &reading->store, err);
}

/* ---- an article by its name ---- */

/* The names of all articles, for the one that was meant. */
struct naming {
  struct arena *arena;
  const char **names; /* the last part of an id, without ending */
  struct str *ids;
  size_t count, capacity, id_capacity;
};

/* folder/knee-injection.md -> knee-injection */
static struct str last_part(struct str id) {
  size_t begin = 0, end = id.len;
  for (size_t at = str_find(id, '/', 0); at + 1 < id.len; at = str_find(id, '/', at + 1)) {
    begin = at + 1;
  }
  for (size_t at = str_find(id, '.', begin + 1); at < id.len; at = str_find(id, '.', at + 1)) {
    end = at;
  }
  return str_slice(id, begin, end);
}

static void add_name(void *context, struct str id, struct str url) {
  (void)url;
  struct naming *naming = context;
  const char **names = arena_grow(naming->arena, naming->names, naming->count, &naming->capacity, sizeof *names);
  struct str *ids = arena_grow(naming->arena, naming->ids, naming->count, &naming->id_capacity, sizeof *ids);
  if (names != NULL && ids != NULL) {
    naming->names = names;
    naming->ids = ids;
    naming->names[naming->count] = arena_copy(naming->arena, last_part(id)).ptr;
    naming->ids[naming->count++] = arena_copy(naming->arena, id);
  }
}

/* The id that is most like a name; empty where none is. */
static bool nearest_id(struct reading *reading, const char *name, struct str *id, struct error *err) {
  struct naming naming = {.arena = &reading->arena};
  *id = STR("");
  if (!store_ids(reading->store, add_name, &naming, err)) {
    return false;
  }
  struct str typed = arena_copy(&reading->arena, last_part(str_of(name)));
  if (arena_failed(&reading->arena)) {
    return error_memory(err);
  }
  const char *near = nearest_name(typed.ptr, naming.names, naming.count);
  for (size_t i = 0; near != NULL && id->len == 0; i++) {
    *id = naming.names[i] == near ? naming.ids[i] : *id;
  }
  return true;
}

/* By id, by address, or by id without its ending. */
bool reading_find(struct reading *reading, const char *index, const char *name, uint32_t *number, struct error *err) {
  struct str id = article_name(&reading->arena, str_of(name), 0), near;
  *number = 0;
  for (size_t i = 1; id.ptr != NULL && *number == 0; i++) {
    if (!store_find(reading->store, id, number, err)) {
      return false;
    }
    id = article_name(&reading->arena, str_of(name), i);
  }
  if (arena_failed(&reading->arena)) {
    return error_memory(err);
  }
  if (*number > 0) {
    return true;
  }
  if (!nearest_id(reading, name, &near, err)) {
    return false;
  }
  (void)(near.len > 0 ? error_set(err, "there is no article \"%.400s\" in %s; did you mean \"%.*s\"?", name, index, STR_ARG(near))
                      : error_set(err, "there is no article \"%.400s\" in %s; \"marrow search --json\" shows ids", name, index));
  return true;
}

int reading_end(struct reading *reading, int status, struct error *err) {
  if (status != CLI_TROUBLE && (buf_failed(&reading->out) || arena_failed(&reading->arena))) {
    (void)error_memory(err);
    status = CLI_TROUBLE;
  }
  if (status != CLI_TROUBLE && !output_write(buf_str(&reading->out), err)) {
    status = CLI_TROUBLE;
  }
  if (reading->store != NULL) {
    store_close(reading->store);
  }
  arena_free(&reading->arena);
  buf_free(&reading->out);
  return status;
}

#include "reader.h"

#include <stdlib.h>

/* What a reader keeps in memory: facts, and a number for each article. And what it says when it cannot read. */

static void add_languages(struct store *store, struct str codes) {
  for (size_t begin = 0; begin < codes.len && store->language_count < COUNT_OF(store->languages);) {
    size_t end = str_find(codes, ' ', begin);
    struct str entry = str_slice(codes, begin, end);
    size_t colon = str_find(entry, ':', 0);
    store->languages[store->language_count] = language_find(str_slice(entry, 0, colon));
    (void)str_to_number(str_slice(entry, colon + 1, entry.len), UINT32_MAX, &store->language_articles[store->language_count]);
    store->language_count++;
    begin = end + 1;
  }
}

static void take_text(char *to, size_t size, struct str value) {
  size_t length = value.len < size - 1 ? value.len : size - 1;
  if (length > 0) {
    memcpy(to, value.ptr, length);
  }
  to[length] = '\0';
}

static void take_fact(struct store *store, struct str key, struct str value) {
  struct store_facts *facts = &store->facts;
  uint64_t number = 0;
  bool counted = str_to_number(value, UINT64_MAX, &number);
  if (str_equal(key, STR("digest"))) {
    take_text(facts->digest, sizeof facts->digest, value);
  } else if (str_equal(key, STR("stemmer"))) {
    take_text(facts->stemmer, sizeof facts->stemmer, value);
  } else if (str_equal(key, STR("languages"))) {
    add_languages(store, value);
  } else if (counted && number < UINT32_MAX && str_equal(key, STR("articles"))) {
    facts->articles = number;
  } else if (counted && str_equal(key, STR("sections"))) {
    facts->sections = number;
  } else if (counted && str_equal(key, STR("words"))) {
    facts->words = number;
  } else if (counted && str_equal(key, STR("text_bytes"))) {
    facts->text_bytes = number;
  } else if (counted && str_equal(key, STR("token_version"))) {
    facts->token_version = (uint32_t)number;
  }
}

static bool load_facts(struct store *store, struct error *err) {
  sqlite3_stmt *statement = NULL;
  if (!store_prepare(store->connection, "SELECT key, value FROM meta", &statement, err)) {
    return false;
  }
  int status;
  while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
    take_fact(store, store_column(statement, 0), store_column(statement, 1));
  }
  (void)sqlite3_finalize(statement);
  store->facts.format = STORE_FORMAT;
  if (status != SQLITE_DONE) {
    return store_trouble(store->connection, err);
  }
  if (store->facts.token_version != TOKEN_VERSION) {
    return error_set(err, "its words were cut by rules of version %u and this program has version %d", store->facts.token_version,
                     TOKEN_VERSION);
  }
  return true;
}

static bool is_number_name(struct str name, int *field) {
  for (*field = 0; *field < FIELD_COUNT; (*field)++) {
    if (str_equal(name, str_of(field_name((enum field) * field)))) {
      return true;
    }
  }
  return false;
}

/* Where the numbers of a name are kept; NULL where nothing has that name. */
static void **place_of(struct store *store, struct str name) {
  const struct {
    struct str name;
    void **place;
  } places[] = {
      {STR("date"), (void **)&store->dates},     {STR("boost"), (void **)&store->boosts},
      {STR("review"), (void **)&store->reviews}, {STR("successor"), (void **)&store->successors},
      {STR("slot"), (void **)&store->slots},
  };
  int field;
  for (size_t i = 0; i < COUNT_OF(places); i++) {
    if (str_equal(name, places[i].name)) {
      return places[i].place;
    }
  }
  return is_number_name(name, &field) ? (void **)&store->lengths[field] : NULL;
}

/* Takes a blob of four bytes an article over into memory of its own. */
static bool take_numbers(struct store *store, struct str name, struct str bytes) {
  int field;
  bool lengths = is_number_name(name, &field);
  void **place = place_of(store, name);
  if (bytes.len != store->facts.articles * sizeof(uint32_t) || place == NULL) {
    return false;
  }
  void *numbers = malloc(bytes.len > 0 ? bytes.len : 1);
  if (numbers == NULL) {
    return false;
  }
  if (bytes.len > 0) {
    memcpy(numbers, bytes.ptr, bytes.len);
  }
  free(*place);
  *place = numbers;
  if (lengths) {
    double words = 0;
    size_t count = bytes.len / sizeof(uint32_t);
    for (size_t i = 0; i < count; i++) {
      words += store->lengths[field][i];
    }
    store->facts.mean_length[field] = count == 0 ? 0 : words / (double)count;
  }
  return true;
}

/* Digests of articles are for those that write the next index. */
static bool load_numbers(struct store *store, struct error *err) {
  sqlite3_stmt *statement = NULL;
  if (!store_prepare(store->connection, "SELECT name, numbers FROM per_article WHERE name <> 'digest'", &statement, err)) {
    return false;
  }
  bool taken = true;
  while (taken && sqlite3_step(statement) == SQLITE_ROW) {
    taken = take_numbers(store, store_column(statement, 0), store_column(statement, 1));
  }
  (void)sqlite3_finalize(statement);
  for (int field = 0; taken && field < FIELD_COUNT; field++) {
    /* a field that no article has */
    store->lengths[field] =
        store->lengths[field] == NULL ? calloc(store->facts.articles + 1, sizeof(uint32_t)) : store->lengths[field];
    taken = store->lengths[field] != NULL;
  }
  taken = taken && store->dates != NULL && store_settle_slots(store);
  store->boost_most = store->boosts == NULL || store->facts.articles == 0 ? 1 : 0;
  for (uint64_t i = 0; taken && store->boosts != NULL && i < store->facts.articles; i++) {
    store->boost_most = store->boosts[i] > store->boost_most ? (double)store->boosts[i] : store->boost_most;
  }
  for (size_t i = 0; taken && store->successors != NULL && i < store->facts.articles; i++) {
    taken = store->successors[i] <= store->facts.articles;
  }
  return taken || error_set(err, "its numbers do not fit its articles");
}

bool store_load(struct store *store, struct error *err) {
  return load_facts(store, err) && load_numbers(store, err) && store_load_facets(store, err);
}

bool store_load_forms(struct store *store, struct error *err) {
  static const struct str names[] = {{TOKEN_FAMILIES, sizeof TOKEN_FAMILIES - 1},
                                     {TOKEN_EXCEPTIONS, sizeof TOKEN_EXCEPTIONS - 1}};
  struct arena arena;
  arena_init(&arena, 2 * (size_t)STORE_RESOURCE_MAX);
  bool done = true;
  for (size_t i = 0; i < COUNT_OF(names) && done; i++) {
    struct str text;
    done = store_resource(store, names[i], &arena, &text, err);
    if (done && text.len > 0) {
      store->forms = store->forms == NULL ? word_forms_new() : store->forms;
      done = store->forms == NULL ? error_memory(err) : word_forms_add(store->forms, names[i], text, err);
    }
    arena_reset(&arena);
  }
  arena_free(&arena);
  return done;
}

bool store_damaged(const struct store *store, struct error *err) {
  return error_set(err, "%s: is damaged (%s); run marrow index again", store->path, sqlite3_errmsg(store->connection));
}

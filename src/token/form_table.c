#include "forms.h"

#include <stdlib.h>

/*
 * What the lists say in one language: from a surface, and from a stem, to the stem of the family. Keys
 * are a mark and a text: '!' an exception, '"' a member's surface, '=' a member's stem.
 */
struct pair {
  struct str key, value;
};

struct form_table {
  struct arena arena;
  struct pair *slots;
  size_t slot_count; /* a power of two, at least twice the keys */
};

static struct pair *find_slot(const struct form_table *table, char mark, struct str text) {
  size_t at = digest_hash(text) + (unsigned char)mark;
  for (;; at++) {
    struct pair *slot = &table->slots[at & (table->slot_count - 1)];
    bool same = slot->key.len == text.len + 1 && slot->key.ptr[0] == mark && memcmp(slot->key.ptr + 1, text.ptr, text.len) == 0;
    if (slot->key.ptr == NULL || same) {
      return slot;
    }
  }
}

static void put(struct form_table *table, char mark, struct str text, struct str value) {
  struct pair *slot = find_slot(table, mark, text);
  if (slot->key.ptr == NULL) {
    slot->key = arena_format(&table->arena, "%c%.*s", mark, STR_ARG(text));
  }
  slot->value = value;
}

/* Families that share a member are one. */
static void rename_family(struct form_table *table, struct str from, struct str to) {
  for (size_t i = 0; i < table->slot_count; i++) {
    if (table->slots[i].value.ptr == from.ptr && from.ptr != NULL) {
      table->slots[i].value = to;
    }
  }
}

/* A table in the making. */
struct making {
  struct form_table *table;
  form_reader *read;
  void *context;
  struct str family; /* the stem of the family at hand */
  uint32_t family_number;
};

static void join_family(struct making *making, char mark, struct str text) {
  struct str held = find_slot(making->table, mark, text)->value;
  if (held.ptr != NULL && held.ptr != making->family.ptr) {
    rename_family(making->table, making->family, held);
    making->family = held;
  }
  put(making->table, mark, text, making->family);
}

static void add_member(struct making *making, const struct form *form) {
  struct str surface, stem;
  making->read(making->context, form->word, &surface, &stem);
  stem = form_is_exception(making->table, surface) ? surface : stem;
  if (making->family_number != form->family) {
    making->family_number = form->family;
    making->family = arena_copy(&making->table->arena, stem);
  }
  join_family(making, '"', surface);
  join_family(making, '=', stem);
}

static void add_exception(struct making *making, const struct form *form) {
  struct str surface, stem;
  making->read(making->context, form->word, &surface, &stem);
  put(making->table, '!', surface, (struct str){NULL, 0});
}

static bool holds(const struct form *form, const struct language *language) {
  return form->everywhere || (language != NULL && form->language == language);
}

struct form_table *form_table_new(const struct word_forms *forms, const struct language *language, form_reader *read,
                                  void *context) {
  size_t count = 0;
  for (size_t i = 0; forms != NULL && i < forms->count; i++) {
    count += holds(&forms->list[i], language);
  }
  struct form_table *table = count > 0 ? calloc(1, sizeof *table) : NULL;
  if (table == NULL) {
    return NULL;
  }
  arena_init(&table->arena, FORMS_ARENA_MAX);
  for (table->slot_count = 16; table->slot_count < 4 * count + 2;) {
    table->slot_count *= 2;
  }
  table->slots = arena_array(&table->arena, table->slot_count, sizeof *table->slots);
  struct making making = {.table = table, .read = read, .context = context};
  for (int families = 0; families < 2 && table->slots != NULL; families++) {
    for (size_t i = 0; i < forms->count && !arena_failed(&table->arena); i++) {
      const struct form *form = &forms->list[i];
      if (holds(form, language) && families == 1 && form->family > 0) {
        add_member(&making, form);
      } else if (holds(form, language) && families == 0 && form->family == 0) {
        add_exception(&making, form);
      }
    }
  }
  if (arena_failed(&table->arena)) {
    form_table_free(table);
    return NULL;
  }
  return table;
}

void form_table_free(struct form_table *table) {
  if (table != NULL) {
    arena_free(&table->arena);
    free(table);
  }
}

bool form_is_exception(const struct form_table *table, struct str surface) {
  return find_slot(table, '!', surface)->key.ptr != NULL;
}

struct str form_family_stem(const struct form_table *table, struct str surface, struct str stem) {
  const struct pair *slot = find_slot(table, '"', surface);
  slot = slot->key.ptr != NULL ? slot : find_slot(table, '=', stem);
  return slot->key.ptr != NULL ? slot->value : stem;
}

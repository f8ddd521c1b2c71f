#include "settings/configured.h"
#include "settings/settings.h"

#include <strings.h>

/* The languages of a site of Hugo: which there are, and where the articles and the pages of each are. */

enum { KEY_BYTES_MAX = 300, LIST_BYTES_MAX = 16 * 1024 };

/* A language that the configuration has a table for. */
struct tongue {
  struct str code;    /* in small letters, as it stands in addresses */
  struct str content; /* a folder of its own, or nothing */
  struct str base;    /* an address of its own, or nothing */
  struct str name;
  bool is_usual, is_off;
};

struct tongues {
  struct tongue list[EDITIONS_MAX / 2]; /* the usual one makes two editions */
  size_t count;
  bool all_apart; /* each has a folder of its own */
};

static struct str value_in(const struct site *site, struct str code, const char *key) {
  struct buf whole;
  buf_init(&whole, KEY_BYTES_MAX);
  buf_format(&whole, "languages.%.*s.%s", STR_ARG(code), key);
  struct str value = STR("");
  for (size_t i = 0; i < site->setting_count && value.len == 0; i++) {
    value = str_equal(site->settings[i].key, buf_str(&whole)) ? site->settings[i].value : value;
  }
  buf_free(&whole);
  return value;
}

static bool is_off(const struct site *site, struct str code) {
  bool off = str_equal(value_in(site, code, "disabled"), STR("true"));
  for (size_t i = 0; i < site->setting_count && !off; i++) {
    struct str key = site->settings[i].key, value = site->settings[i].value;
    bool same = value.len == code.len && strncasecmp(value.ptr, code.ptr, code.len) == 0;
    off = same && str_equal(key, STR("disablelanguages"));
  }
  return off;
}

/* Where each language has a host of its own, pages are told apart by it alone; the host of a single one does not matter. */
static struct str base_of(const struct site *site, struct str code) {
  struct str address = value_in(site, code, "baseurl"), scheme = article_address_scheme(address);
  struct str rest = str_slice(address, scheme.len + 1, address.len);
  bool has_host = scheme.len > 0 && str_starts_with(rest, STR("//")) && configured_is_plain(rest);
  size_t end = address.len;
  while (end > 0 && address.ptr[end - 1] == '/') {
    end--;
  }
  return has_host && article_address_is_safe(address) ? str_slice(address, 0, end) : STR("");
}

static bool is_known(const struct tongues *tongues, struct str code) {
  for (size_t i = 0; i < tongues->count; i++) {
    if (str_equal(tongues->list[i].code, code)) {
      return true;
    }
  }
  return false;
}

static void learn(struct arena *arena, const char *folder, const struct site *site, struct tongues *tongues) {
  static const struct str table = {"languages.", sizeof "languages." - 1};
  struct str usual = configured_value(site, "defaultContentLanguage");
  usual = usual.len > 0 ? usual : STR("en");
  tongues->all_apart = true;
  for (size_t i = 0; i < site->setting_count && tongues->count < COUNT_OF(tongues->list); i++) {
    struct str key = site->settings[i].key;
    if (!str_starts_with(key, table)) {
      continue;
    }
    struct str code = str_slice(key, table.len, str_find(key, '.', table.len));
    if (!article_language_is_tag(code) || is_known(tongues, code)) {
      continue;
    }
    struct tongue *tongue = &tongues->list[tongues->count++];
    *tongue = (struct tongue){.code = code,
                              .content = configured_folder(arena, folder, value_in(site, code, "contentdir")),
                              .base = base_of(site, code),
                              .name = configured_name(value_in(site, code, "title")),
                              .is_usual = code.len == usual.len && strncasecmp(code.ptr, usual.ptr, code.len) == 0,
                              .is_off = is_off(site, code)};
    tongues->all_apart = tongues->all_apart && (tongue->is_off || tongue->content.len > 0);
  }
  if (tongues->count == 1) {
    tongues->list[0].base = configured_path(tongues->list[0].base);
  }
}

static void add_edition(struct arena *arena, struct site *site, const struct tongue *tongue, bool named) {
  bool in_folder = !tongue->is_usual || str_equal(configured_value(site, "defaultContentLanguageInSubdir"), STR("true"));
  struct edition *edition = &site->editions[site->edition_count++];
  *edition = (struct edition){.language = tongue->code, .content = site->content, .base = tongue->base, .name = tongue->name};
  if (tongue->base.len == 0) {
    struct str code = in_folder ? tongue->code : STR("");
    edition->base = arena_format(arena, "%.*s%s%.*s", STR_ARG(site->base), in_folder ? "/" : "", STR_ARG(code));
  }
  if (tongue->content.len > 0) {
    edition->content = arena_format(arena, "%.*s/", STR_ARG(tongue->content));
  } else if (named) {
    edition->suffix = arena_format(arena, ".%.*s", STR_ARG(tongue->code));
  }
}

/* The folders of all languages, and that of those which have none of their own. */
static void list_contents(struct arena *arena, struct site *site, const struct tongues *tongues) {
  struct str list = tongues->all_apart ? STR("") : site->contents;
  for (size_t i = 0; i < tongues->count; i++) {
    struct str own = tongues->list[i].content;
    bool within = !tongues->all_apart && str_starts_with(own, site->content);
    if (own.len > 0 && !within && !tongues->list[i].is_off) {
      list = arena_format(arena, "%.*s%s%.*s", STR_ARG(list), list.len > 0 ? ", " : "", STR_ARG(own));
    }
  }
  site->contents = list;
}

/* Files of languages that are switched off have no pages. */
static void leave_out(struct arena *arena, struct site *site, const struct tongues *tongues) {
  for (size_t i = 0; i < tongues->count; i++) {
    const struct tongue *tongue = &tongues->list[i];
    if (tongue->is_off) {
      struct str before = site->left_out;
      site->left_out =
          tongue->content.len > 0
              ? arena_format(arena, "%.*s%s/%.*s/", STR_ARG(before), before.len > 0 ? ", " : "", STR_ARG(tongue->content))
              : arena_format(arena, "%.*s%s'*.%.*s.md'", STR_ARG(before), before.len > 0 ? ", " : "", STR_ARG(tongue->code));
    }
  }
}

/* Folders of their own come before the one of all, and there names that tell a language before those that tell none. */
static void add_editions(struct arena *arena, struct site *site, const struct tongues *tongues) {
  const struct tongue *usual = NULL;
  for (int apart = 1; apart >= 0; apart--) {
    for (size_t i = 0; i < tongues->count; i++) {
      const struct tongue *tongue = &tongues->list[i];
      if (!tongue->is_off && (tongue->content.len > 0) == (apart == 1)) {
        add_edition(arena, site, tongue, true);
        usual = tongue->is_usual && apart == 0 ? tongue : usual;
      }
    }
  }
  if (usual != NULL) {
    add_edition(arena, site, usual, false);
  } else if (!tongues->all_apart || tongues->count == 0) {
    site->editions[site->edition_count++] = (struct edition){.content = site->content, .base = site->base, .name = site->name};
  }
}

/* The sections whose pages have addresses of their dates, titles and the like. */
static void find_permalinks(struct arena *arena, struct site *site) {
  static const struct str table = {"permalinks.", sizeof "permalinks." - 1};
  for (size_t i = 0; i < site->setting_count; i++) {
    struct str key = site->settings[i].key;
    struct str section = str_slice(key, table.len, key.len);
    bool of_pages = str_starts_with(section, STR("page."));
    section = of_pages ? str_slice(section, strlen("page."), section.len) : section;
    if (str_starts_with(key, table) && configured_is_plain(section) && section.len > 0 && site->permalinks.len < LIST_BYTES_MAX) {
      const char *between = site->permalinks.len > 0 ? ", " : "";
      site->permalinks = arena_format(arena, "%.*s%s%.*s", STR_ARG(site->permalinks), between, STR_ARG(section));
    }
  }
}

void editions_find(struct arena *arena, const char *folder, struct site *site) {
  struct tongues tongues = {.count = 0};
  if (site->generator->has_editions) {
    learn(arena, folder, site, &tongues);
    find_permalinks(arena, site);
  }
  tongues.all_apart = tongues.all_apart && tongues.count > 0;
  add_editions(arena, site, &tongues);
  list_contents(arena, site, &tongues);
  leave_out(arena, site, &tongues);
}

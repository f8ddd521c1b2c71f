#include "settings/configured.h"
#include "settings/settings.h"

#include <strings.h>
#include <sys/stat.h>

enum { CONFIG_BYTES_MAX = 1024 * 1024, NAME_BYTES_MAX = 200, SITE_NAME_BYTES_MAX = 100 };

/* What is read as a whole; other configurations are programs, of which lines are read. */
static const char *const read_whole[] = {".toml", ".yaml", ".yml", ".json"};

bool configured_is_there(struct arena *arena, const char *folder, struct str name, bool is_folder) {
  struct str path = arena_format(arena, "%s/%.*s", folder, STR_ARG(name));
  struct stat found;
  return path.ptr != NULL && stat(path.ptr, &found) == 0 && (is_folder ? S_ISDIR(found.st_mode) : S_ISREG(found.st_mode));
}

/* The first of some files that is there; otherwise NULL. */
static const char *first_of(struct arena *arena, const char *folder, const char *const *names) {
  for (size_t i = 0; i < GENERATOR_MARKS_MAX && names[i] != NULL; i++) {
    if (configured_is_there(arena, folder, str_of(names[i]), false)) {
      return names[i];
    }
  }
  return NULL;
}

static void find_generator(struct arena *arena, const char *folder, struct site *site) {
  const struct generator *generator;
  for (size_t i = 0; site->mark == NULL && (generator = generator_at(i)) != NULL; i++) {
    site->mark = first_of(arena, folder, generator->marks);
    if (site->mark == NULL && generator->contents[0] != NULL &&
        configured_is_there(arena, folder, str_of(generator->contents[0]), true)) {
      site->mark = first_of(arena, folder, generator->weak_marks);
    }
    site->generator = site->mark != NULL ? generator : NULL;
  }
}

/* ---- what its configuration says ---- */

/* What stands behind the ':' or '=' of a line, without quotes; empty where an expression or nothing stands there. */
static struct str value_behind(struct str rest) {
  rest = str_trim(rest);
  if (rest.len < 2 || (rest.ptr[0] != ':' && rest.ptr[0] != '=')) {
    return STR("");
  }
  rest = str_trim(str_slice(rest, 1, rest.len));
  if (rest.len > 0 && (rest.ptr[0] == '"' || rest.ptr[0] == '\'')) {
    return str_slice(rest, 1, str_find(rest, rest.ptr[0], 1));
  }
  size_t end = 0;
  while (end < rest.len && !byte_is_blank(rest.ptr[end]) && rest.ptr[end] != ',' && rest.ptr[end] != '#') {
    end++;
  }
  return str_slice(rest, 0, end);
}

/* What is read as a whole, of a key in the outermost table, or where the generator has it so in any. */
static struct str setting_of(const struct site *site, struct str key) {
  for (size_t i = 0; i < site->setting_count; i++) {
    struct str whole = site->settings[i].key;
    bool ends = str_ends_with(whole, key) && whole.len > key.len && whole.ptr[whole.len - key.len - 1] == '.';
    if (str_equal(whole, key) || (ends && site->generator->nests)) {
      return site->settings[i].value;
    }
  }
  return STR("");
}

/*
 * The value of a key, looked for line by line: YAML, TOML, JSON and what JavaScript and Python say plainly look alike so far.
 * What is written otherwise is not found, and the usual holds.
 */
static struct str value_in_lines(const struct site *site, const char *key) {
  struct str rest = site->config, line;
  bool nests = site->generator->nests || str_ends_with(str_of(site->mark), STR(".json"));
  while (str_next_line(&rest, &line)) {
    struct str text = str_trim(line);
    if (!nests && str_starts_with(text, STR("["))) {
      break;
    }
    if (text.len == 0 || (!nests && byte_is_blank(line.ptr[0]))) {
      continue;
    }
    bool quoted = text.ptr[0] == '"' || text.ptr[0] == '\'';
    size_t end = quoted + strlen(key);
    if (text.len > end + quoted && strncasecmp(text.ptr + quoted, key, strlen(key)) == 0) {
      struct str value = value_behind(str_slice(text, end + quoted, text.len));
      if (value.len > 0) {
        return value;
      }
    }
  }
  return STR("");
}

struct str configured_value(const struct site *site, const char *key) {
  if (key == NULL || site->settings == NULL) {
    return key != NULL ? value_in_lines(site, key) : STR("");
  }
  struct buf lower;
  buf_init(&lower, NAME_BYTES_MAX);
  unicode_lower(str_of(key), &lower);
  struct str value = setting_of(site, buf_str(&lower));
  buf_free(&lower);
  return value;
}

bool configured_is_plain(struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    char byte = text.ptr[i], lower = (char)(byte | 0x20);
    if ((lower < 'a' || lower > 'z') && (byte < '0' || byte > '9') && (byte == '\0' || strchr("-._~/", byte) == NULL)) {
      return false;
    }
  }
  return text.len <= NAME_BYTES_MAX;
}

/* "de", or "pt-BR" of pt_BR; empty where the configuration says none. */
static struct str find_language(struct arena *arena, const struct site *site) {
  for (size_t i = 0; i < COUNT_OF(site->generator->language_keys); i++) {
    struct str named = arena_copy(arena, configured_value(site, site->generator->language_keys[i]));
    struct buf tag;
    buf_init(&tag, NAME_BYTES_MAX);
    for (size_t at = 0; at < named.len; at++) {
      buf_byte(&tag, named.ptr[at] == '_' ? '-' : named.ptr[at]);
    }
    size_t letters = str_find(buf_str(&tag), '-', 0); /* two or three: None and true are no languages */
    bool good = !buf_failed(&tag) && (letters == 2 || letters == 3) && article_language_is_tag(buf_str(&tag));
    struct str language = good ? arena_copy(arena, buf_str(&tag)) : STR("");
    buf_free(&tag);
    if (language.len > 0) {
      return language;
    }
  }
  return STR("");
}

struct str configured_path(struct str address) {
  size_t scheme = article_address_scheme(address).len, host = scheme + (scheme > 0);
  size_t begin = 0;
  if (str_starts_with(str_slice(address, host, address.len), STR("//"))) {
    begin = str_find(address, '/', host + 2);
  }
  size_t end = address.len;
  while (end > begin && address.ptr[end - 1] == '/') {
    end--;
  }
  struct str path = str_slice(address, begin, end);
  bool is_path = str_starts_with(path, STR("/")) && !str_starts_with(path, STR("//")) && configured_is_plain(path);
  return is_path ? path : STR("");
}

struct str configured_folder(struct arena *arena, const char *folder, struct str named) {
  named = str_starts_with(named, STR("./")) ? str_slice(named, 2, named.len) : named;
  named = str_ends_with(named, STR("/")) ? str_slice(named, 0, named.len - 1) : named;
  named = arena_copy(arena, named);
  bool below = named.len > 0 && configured_is_plain(named) && ((named.ptr[0] | 0x20) >= 'a' && (named.ptr[0] | 0x20) <= 'z');
  for (size_t i = 0; below && i + 1 < named.len; i++) {
    below = named.ptr[i] != '/' || (named.ptr[i + 1] != '.' && named.ptr[i + 1] != '/');
  }
  return below && configured_is_there(arena, folder, named, true) ? named : STR("");
}

static struct str read_text(struct arena *arena, const char *folder, struct str name) {
  struct str path = arena_format(arena, "%s/%.*s", folder, STR_ARG(name)), text = STR("");
  struct error unread;
  struct buf bytes;
  buf_init(&bytes, CONFIG_BYTES_MAX + 1);
  if (path.ptr != NULL && file_read(path.ptr, CONFIG_BYTES_MAX, &bytes, &unread)) {
    text = arena_copy(arena, buf_str(&bytes));
  }
  buf_free(&bytes);
  return text;
}

/* The latest version that the site keeps of its articles: the first of a list in JSON. */
static void find_version(struct arena *arena, const char *folder, struct site *site) {
  struct str text = read_text(arena, folder, str_of(site->generator->versions));
  size_t begin = str_find(text, '"', 0) + 1;
  struct str version = begin < text.len ? str_slice(text, begin, str_find(text, '"', begin)) : STR("");
  struct str kept = arena_format(arena, "versioned_docs/version-%.*s", STR_ARG(version));
  if (version.len > 0 && configured_is_plain(version) && configured_is_there(arena, folder, kept, true)) {
    site->first = kept;
    site->version = str_slice(kept, strlen("versioned_docs/"), kept.len);
  }
}

static void find_contents(struct arena *arena, const char *folder, struct site *site) {
  const struct generator *generator = site->generator;
  const char *slash = strrchr(site->mark, '/');
  struct str named = configured_folder(arena, folder, configured_value(site, generator->content_key));
  site->first = str_of(generator->contents[0] != NULL ? generator->contents[0] : "");
  site->version = STR("current");
  if (generator->versions != NULL) {
    find_version(arena, folder, site);
  }
  site->contents = named;
  if (named.len == 0 && generator->contents[0] == NULL && slash != NULL) {
    site->contents = str_slice(str_of(site->mark), 0, (size_t)(slash - site->mark));
  }
  for (size_t i = 0; named.len == 0 && i < COUNT_OF(generator->contents) && generator->contents[i] != NULL; i++) {
    struct str place = i == 0 ? site->first : str_of(generator->contents[i]);
    if (configured_is_there(arena, folder, place, true)) {
      const char *between = site->contents.len > 0 ? ", " : "";
      site->contents = arena_format(arena, "%.*s%s%.*s", STR_ARG(site->contents), between, STR_ARG(place));
    }
  }
  struct str first = str_slice(site->contents, 0, str_find(site->contents, ',', 0));
  site->content = first.len > 0 ? arena_format(arena, "%.*s/", STR_ARG(first)) : STR("");
}

struct str configured_name(struct str written) {
  struct str name = str_trim(written);
  bool fits = name.len <= SITE_NAME_BYTES_MAX;
  for (size_t i = 0; i < name.len && fits; i++) {
    fits = (unsigned char)name.ptr[i] >= ' ' && name.ptr[i] != 0x7f;
  }
  return fits ? name : STR("");
}

/* Adds what a file says to what others said; `outer` stands before its keys. */
static void add_settings(struct arena *arena, struct site *site, struct str name, struct str text, struct str outer) {
  struct article_setting *list;
  size_t count;
  bool whole = false;
  for (size_t i = 0; i < COUNT_OF(read_whole); i++) {
    whole = whole || str_ends_with(name, str_of(read_whole[i]));
  }
  if (!whole || !article_read_config(arena, name, text, outer, &list, &count)) {
    return;
  }
  struct article_setting *all = arena_array(arena, site->setting_count + count + 1, sizeof *all);
  if (all != NULL) {
    for (size_t i = 0; i < site->setting_count + count; i++) {
      all[i] = i < site->setting_count ? site->settings[i] : list[i - site->setting_count];
    }
    site->settings = all;
    site->setting_count += count;
  }
}

/* Tables of the configuration may have files of their own, each table in one that is called so. */
static void read_config(struct arena *arena, const char *folder, struct site *site) {
  static const struct str tables[] = {{"languages", 9}, {"permalinks", 10}};
  struct str mark = str_of(site->mark);
  site->config = read_text(arena, folder, mark);
  add_settings(arena, site, mark, site->config, STR(""));
  for (size_t i = 0; i < COUNT_OF(tables) && site->generator->has_editions; i++) {
    for (size_t k = 0; k < COUNT_OF(read_whole); k++) {
      struct buf name;
      buf_init(&name, NAME_BYTES_MAX);
      buf_add(&name, STR("config/_default/"));
      buf_add(&name, tables[i]);
      buf_add(&name, str_of(read_whole[k]));
      add_settings(arena, site, buf_str(&name), read_text(arena, folder, buf_str(&name)), tables[i]);
      buf_free(&name);
    }
  }
}

void configured_find(struct arena *arena, const char *folder, struct site *site) {
  find_generator(arena, folder, site);
  if (site->generator == NULL) {
    return;
  }
  read_config(arena, folder, site);
  find_contents(arena, folder, site);
  site->language = find_language(arena, site);
  site->base = configured_path(configured_value(site, site->generator->base_key));
  site->name = configured_name(configured_value(site, site->generator->name_key));
  editions_find(arena, folder, site);
}

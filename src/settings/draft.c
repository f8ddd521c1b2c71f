#include "settings/generators.h"
#include "settings/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DRAFT_BYTES_MAX = 64 * 1024, CONFIG_BYTES_MAX = 1024 * 1024, NAME_BYTES_MAX = 200 };

/* What is known of a folder. */
struct site {
  const struct generator *generator; /* NULL: none */
  const char *mark;
  struct str config;         /* the text of the mark; empty where it cannot be read */
  struct str contents;       /* the folders of the articles as they stand in a list; empty: the folder itself */
  struct str content;        /* the first of them with a '/' behind, or nothing */
  struct str first, version; /* the first of the usual folders, or that of the latest version; what translations call that */
  struct str language, base;
};

static bool is_there(struct arena *arena, const char *folder, const char *name, bool is_folder) {
  struct str path = arena_format(arena, "%s/%s", folder, name);
  struct stat found;
  return path.ptr != NULL && stat(path.ptr, &found) == 0 && (is_folder ? S_ISDIR(found.st_mode) : S_ISREG(found.st_mode));
}

/* The first of some files that is there; otherwise NULL. */
static const char *first_of(struct arena *arena, const char *folder, const char *const *names) {
  for (size_t i = 0; i < GENERATOR_MARKS_MAX && names[i] != NULL; i++) {
    if (is_there(arena, folder, names[i], false)) {
      return names[i];
    }
  }
  return NULL;
}

static void find_generator(struct arena *arena, const char *folder, struct site *site) {
  const struct generator *generator;
  for (size_t i = 0; site->mark == NULL && (generator = generator_at(i)) != NULL; i++) {
    site->mark = first_of(arena, folder, generator->marks);
    if (site->mark == NULL && generator->contents[0] != NULL && is_there(arena, folder, generator->contents[0], true)) {
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

/*
 * The value of a key, looked for line by line: YAML, TOML, JSON and what JavaScript and Python say plainly look alike so far.
 * What is written otherwise is not found, and the usual holds.
 */
static struct str value_of(const struct site *site, const char *key) {
  struct str rest = site->config, line;
  bool nests = site->generator->nests || str_ends_with(str_of(site->mark), STR(".json"));
  while (key != NULL && str_next_line(&rest, &line)) {
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

/* Whether a text is letters, digits and -._~/ of ASCII alone, which neither YAML nor an address reads otherwise. */
static bool is_plain(struct str text) {
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
    struct str named = arena_copy(arena, value_of(site, site->generator->language_keys[i]));
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

/* The path of the address of the site without the '/' at its end: "/guide" of https://kb.example/guide/. */
static struct str find_base(const struct site *site) {
  struct str address = value_of(site, site->generator->base_key);
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
  bool is_path = str_starts_with(path, STR("/")) && !str_starts_with(path, STR("//")) && is_plain(path);
  return is_path ? path : STR("");
}

/* A folder that the configuration names, "./docs/" as "docs"; empty where it names none that is there below this one. */
static struct str find_named_content(struct arena *arena, const char *folder, const struct site *site) {
  struct str named = value_of(site, site->generator->content_key);
  named = str_starts_with(named, STR("./")) ? str_slice(named, 2, named.len) : named;
  named = str_ends_with(named, STR("/")) ? str_slice(named, 0, named.len - 1) : named;
  named = arena_copy(arena, named);
  bool below = named.len > 0 && is_plain(named) && ((named.ptr[0] | 0x20) >= 'a' && (named.ptr[0] | 0x20) <= 'z');
  for (size_t i = 0; below && i + 1 < named.len; i++) {
    below = named.ptr[i] != '/' || (named.ptr[i + 1] != '.' && named.ptr[i + 1] != '/');
  }
  return below && is_there(arena, folder, named.ptr, true) ? named : STR("");
}

/* The latest version that the site keeps of its articles: the first of a list in JSON. */
static void find_version(struct arena *arena, const char *folder, struct site *site) {
  struct str path = arena_format(arena, "%s/%s", folder, site->generator->versions);
  struct buf list;
  struct error unread;
  buf_init(&list, CONFIG_BYTES_MAX + 1);
  if (path.ptr != NULL && file_read(path.ptr, CONFIG_BYTES_MAX, &list, &unread)) {
    struct str text = buf_str(&list);
    size_t begin = str_find(text, '"', 0) + 1;
    struct str version = begin < text.len ? str_slice(text, begin, str_find(text, '"', begin)) : STR("");
    struct str kept = arena_format(arena, "versioned_docs/version-%.*s", STR_ARG(version));
    if (version.len > 0 && is_plain(version) && kept.ptr != NULL && is_there(arena, folder, kept.ptr, true)) {
      site->first = kept;
      site->version = str_slice(kept, strlen("versioned_docs/"), kept.len);
    }
  }
  buf_free(&list);
}

static void find_contents(struct arena *arena, const char *folder, struct site *site) {
  const struct generator *generator = site->generator;
  const char *slash = strrchr(site->mark, '/');
  struct str named = find_named_content(arena, folder, site);
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
    if (place.ptr != NULL && is_there(arena, folder, place.ptr, true)) {
      const char *between = site->contents.len > 0 ? ", " : "";
      site->contents = arena_format(arena, "%.*s%s%.*s", STR_ARG(site->contents), between, STR_ARG(place));
    }
  }
  struct str first = str_slice(site->contents, 0, str_find(site->contents, ',', 0));
  site->content = first.len > 0 ? arena_format(arena, "%.*s/", STR_ARG(first)) : STR("");
}

/* What is not to be found out of the configuration is as it usually is. */
static void find_site(struct arena *arena, const char *folder, struct site *site) {
  find_generator(arena, folder, site);
  if (site->generator == NULL) {
    return;
  }
  struct str path = arena_format(arena, "%s/%s", folder, site->mark);
  struct error unread;
  struct buf config;
  buf_init(&config, CONFIG_BYTES_MAX + 1);
  if (path.ptr != NULL && file_read(path.ptr, CONFIG_BYTES_MAX, &config, &unread)) {
    site->config = arena_copy(arena, buf_str(&config));
  }
  buf_free(&config);
  find_contents(arena, folder, site);
  site->language = find_language(arena, site);
  site->base = find_base(site);
}

/* ---- the text ---- */

/* Writes a text of the table with what its signs stand for. */
static void add_filled(struct buf *out, const struct site *site, const char *text) {
  for (; *text != '\0'; text++) {
    if (*text == '@') {
      buf_add(out, site->content);
    } else if (*text == '^') {
      buf_add(out, site->base);
    } else if (*text == '&') {
      buf_add(out, site->first);
    } else if (*text == '%') {
      buf_add(out, site->version);
    } else {
      buf_byte(out, *text);
    }
  }
}

static void add_head(struct buf *out, const struct site *site) {
  buf_add(out, STR("# What `marrow index` heeds in this folder"));
  if (site->generator != NULL) {
    buf_format(out, ", a site of %s", site->generator->name);
  }
  buf_add(out, STR(". Run it again after a change.\n# docs/configuration.md has all keys.\n"));
}

/* What the site is called in its configuration is written too many ways to be taken from there. */
static void add_name(struct buf *out, const struct site *site) {
  buf_add(out,
          STR("\n# What the pages of `marrow serve` call the site, and the language of their own texts (en, de, es, fr, zh).\n"
              "# Where no language is set, each visitor's browser says which.\n"
              "# site:\n#   name: Knee clinic\n#   description: Plain answers about painful knees.\n"));
  buf_format(out, "#   language: %.*s\n", STR_ARG(site->language.len > 0 ? site->language : STR("en")));
}

static void add_places(struct buf *out, const struct site *site) {
  const struct generator *generator = site->generator;
  buf_add(out, STR("\n# The folders that hold the articles.\n"));
  if (site->contents.len > 0) {
    buf_format(out, "content: [%.*s]\n", STR_ARG(site->contents));
  } else {
    buf_add(out, STR("# content: [docs, blog]\n"));
  }
  buf_add(out, STR("\n# What is left out, in the syntax of .gitignore."));
  if (generator != NULL && generator->excludes != NULL) {
    buf_format(out, " %s\nexcludes: ", generator->excludes_why);
    add_filled(out, site, generator->excludes);
    buf_byte(out, '\n');
  } else {
    buf_add(out, STR("\n# excludes: [private/, '*.tmp.md']\n"));
  }
}

static void add_addresses(struct buf *out, const struct site *site) {
  const struct generator *generator = site->generator;
  buf_add(out, STR("\n# Where the site has the page of a file. The first line that fits counts.\n"));
  if (generator == NULL) {
    buf_add(out, STR("# addresses:\n#   \"*.md\": /*/\n"));
    return;
  }
  struct str style = value_of(site, generator->style_key);
  bool is_other = generator->style_value != NULL && str_equal(style, str_of(generator->style_value));
  struct buf name;
  buf_init(&name, NAME_BYTES_MAX);
  unicode_lower(str_of(generator->name), &name);
  buf_format(out, "generator: %.*s # its ways with names of files hold\n", STR_ARG(buf_str(&name)));
  buf_free(&name);
  buf_add(out, STR("addresses:\n"));
  add_filled(out, site, is_other ? generator->other_addresses : generator->addresses);
}

static void add_rest(struct buf *out, const struct site *site) {
  buf_add(out, STR("\n# The language of articles that do not say theirs and whose text does not show it.\n"));
  if (site->language.len > 0) {
    buf_format(out, "language: \"%.*s\"\n", STR_ARG(site->language));
  } else {
    buf_add(out, STR("# language: en\n"));
  }
  buf_add(out, STR("\n# Keys of the front matter that results can be narrowed by, beside tags and languages.\n"
                   "# filters: [audience]\n"
                   "\n# What must find something before a new index is published.\n"
                   "# publish:\n#   smoke: [opening hours]\n"));
}

bool settings_draft(struct arena *arena, const char *folder, struct settings_draft *draft, struct error *err) {
  struct site site = {.generator = NULL};
  if (!is_there(arena, folder, "", true)) {
    return error_set(err, "%s: is no folder that can be read; name the folder of the site", folder);
  }
  find_site(arena, folder, &site);
  struct buf text;
  buf_init(&text, DRAFT_BYTES_MAX);
  add_head(&text, &site);
  add_name(&text, &site);
  add_places(&text, &site);
  add_addresses(&text, &site);
  add_rest(&text, &site);
  *draft = (struct settings_draft){.generator = site.generator != NULL ? site.generator->name : NULL,
                                   .mark = site.mark,
                                   .text = buf_failed(&text) ? STR("") : arena_copy(arena, buf_str(&text))};
  bool made = !buf_failed(&text) && !arena_failed(arena);
  buf_free(&text);
  return made || error_memory(err);
}

static bool write_all(int file, struct str text) {
  for (size_t done = 0; done < text.len;) {
    ssize_t wrote = write(file, text.ptr + done, text.len - done);
    if (wrote < 0 && errno != EINTR) {
      return false;
    }
    done += wrote > 0 ? (size_t)wrote : 0;
  }
  return true;
}

bool settings_write(const char *path, struct str text, struct error *err) {
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0 && errno == EEXIST) {
    return error_set(err, "%s: is there already; change it, or move it away first", path);
  }
  if (file < 0) {
    return error_set(err, "%s: cannot be made (%s); check that its folder may be written to", path, strerror(errno));
  }
  bool written = write_all(file, text);
  int why = errno;
  written = close(file) == 0 && written;
  if (!written) {
    (void)unlink(path);
    return error_set(err, "%s: cannot be written (%s); check the free space", path, strerror(why));
  }
  return true;
}

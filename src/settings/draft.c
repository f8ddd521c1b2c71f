#include "settings/configured.h"
#include "settings/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { DRAFT_BYTES_MAX = 256 * 1024, GENERATOR_BYTES_MAX = 64 };

/* Where addresses are made of more than names of files, what the generator builds tells them. */
#define PERMALINKS_REMARK                                                                                                        \
  "# The permalinks of its configuration make addresses in %.*s that no rule can. For pages there, index what the site is\n"     \
  "# built as instead:\n"                                                                                                        \
  "#   content: [public]\n"                                                                                                      \
  "#   addresses: {\"public/*\": %.*s/*}\n"

/* ---- the text ---- */

/* Writes a text of the table with what its signs stand for. */
static void add_filled(struct buf *out, const struct site *site, const struct edition *edition, const char *text) {
  for (; *text != '\0'; text++) {
    if (*text == '@') {
      buf_add(out, edition->content);
    } else if (*text == '^') {
      buf_add(out, edition->base);
    } else if (*text == '~') {
      buf_add(out, edition->suffix);
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

/* A text as YAML reads it whatever it holds. */
static void add_quoted(struct buf *out, struct str text) {
  buf_byte(out, '"');
  for (size_t i = 0; i < text.len; i++) {
    buf_add(out, text.ptr[i] == '"' || text.ptr[i] == '\\' ? STR("\\") : STR(""));
    buf_byte(out, text.ptr[i]);
  }
  buf_byte(out, '"');
}

/* The name of the site, or where languages call it otherwise, one a language. False where it has none. */
static bool add_names(struct buf *out, const struct site *site) {
  size_t names = 0;
  for (size_t i = 0; i < site->edition_count; i++) {
    const struct edition *edition = &site->editions[i];
    struct str name = edition->name.len > 0 ? edition->name : site->name;
    bool again = false; /* the usual language has two editions */
    for (size_t k = 0; k < i; k++) {
      again = again || str_equal(edition->language, site->editions[k].language);
    }
    if (edition->language.len > 0 && name.len > 0 && !again) {
      buf_add(out, names++ == 0 ? STR("site:\n  name:\n") : STR(""));
      buf_format(out, "    \"%.*s\": ", STR_ARG(edition->language));
      add_quoted(out, name);
      buf_byte(out, '\n');
    }
  }
  if (names == 0 && site->name.len > 0) {
    buf_add(out, STR("site:\n  name: "));
    add_quoted(out, site->name);
    buf_byte(out, '\n');
    names++;
  }
  return names > 0;
}

static void add_name(struct buf *out, const struct site *site) {
  buf_add(out,
          STR("\n# What the pages of `marrow serve` call the site, and the language of their own texts (en, de, es, fr, zh).\n"
              "# Where no language is set, each visitor's browser says which.\n"));
  bool named = add_names(out, site);
  buf_add(out, named ? STR("") : STR("# site:\n#   name: Knee clinic\n"));
  buf_format(out, named ? "  # description: %s\n  # language: %.*s\n" : "#   description: %s\n#   language: %.*s\n",
             "Plain answers about painful knees.", STR_ARG(site->language.len > 0 ? site->language : STR("en")));
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
    add_filled(out, site, &site->editions[0], generator->excludes);
    buf_byte(out, '\n');
  } else if (site->left_out.len > 0) {
    buf_format(out, " Languages that are switched off.\nexcludes: [%.*s]\n", STR_ARG(site->left_out));
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
  struct str style = configured_value(site, generator->style_key);
  bool is_other = generator->style_value != NULL && str_equal(style, str_of(generator->style_value));
  struct buf name;
  buf_init(&name, GENERATOR_BYTES_MAX);
  unicode_lower(str_of(generator->name), &name);
  buf_format(out, "generator: %.*s # its ways with names of files hold\n", STR_ARG(buf_str(&name)));
  buf_free(&name);
  if (site->permalinks.len > 0) {
    buf_format(out, PERMALINKS_REMARK, STR_ARG(site->permalinks), STR_ARG(site->base));
  }
  buf_add(out, STR("addresses:\n"));
  for (size_t i = 0; i < site->edition_count; i++) {
    add_filled(out, site, &site->editions[i], is_other ? generator->other_addresses : generator->addresses);
  }
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
  if (!configured_is_there(arena, folder, STR(""), true)) {
    return error_set(err, "%s: is no folder that can be read; name the folder of the site", folder);
  }
  configured_find(arena, folder, &site);
  struct buf text;
  buf_init(&text, DRAFT_BYTES_MAX);
  add_head(&text, &site);
  add_name(&text, &site);
  add_places(&text, &site);
  add_addresses(&text, &site);
  add_rest(&text, &site);
  *draft = (struct settings_draft){.generator = site.generator != NULL ? site.generator->name : NULL,
                                   .mark = site.mark,
                                   .permalinks = site.permalinks,
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

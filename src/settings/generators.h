/*
 * generators: the programs that make sites of articles, and where each keeps what. Private to settings.
 */
#ifndef MARROW_SETTINGS_GENERATORS_H
#define MARROW_SETTINGS_GENERATORS_H

#include <stdbool.h>
#include <stddef.h>

enum { GENERATOR_MARKS_MAX = 8, GENERATOR_FOLDERS_MAX = 3 };

/*
 * A generator of sites. In `addresses` '@' stands for the folder of the articles with a '/',
 * '^' for the path that the whole site lies below, '~' for the language in names of files (".de") or nothing, '&' for the first
 * of the usual folders or that of the latest version, and '%' for what translations call that version. They do so in `excludes`,
 * too.
 */
struct generator {
  const char *name;
  const char *marks[GENERATOR_MARKS_MAX];      /* a file that tells by itself which generator it is, the usual name first */
  const char *weak_marks[GENERATOR_MARKS_MAX]; /* one that tells only beside the usual folder of the articles */
  const char *contents[GENERATOR_FOLDERS_MAX]; /* the usual folders of the articles; none: where the mark is */
  const char *versions;                        /* a list of the versions that the site keeps of its articles, or NULL */
  bool nests;                                  /* keys of its configuration count in whatever table they stand */
  const char *content_key;                     /* where its configuration names the folder of the articles, or NULL */
  const char *language_keys[2];                /* likewise the language, the surest first */
  const char *base_key;                        /* likewise the address of the site */
  const char *name_key;                        /* likewise what the site is called */
  const char *style_key, *style_value;         /* with this setting pages have the `other_addresses`; or NULL */
  bool has_editions; /* its configuration may have a table `languages`, each with articles and addresses of its own */
  const char *excludes, *excludes_why;
  const char *addresses, *other_addresses;
};

/* The one at a place of the table, which is the order they are looked for in; NULL behind the last. */
const struct generator *generator_at(size_t place);

#endif

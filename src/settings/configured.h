/* configured: what the configuration of a site's generator says of the site. Private to settings. */
#ifndef MARROW_SETTINGS_CONFIGURED_H
#define MARROW_SETTINGS_CONFIGURED_H

#include "article/article.h"
#include "settings/generators.h"

enum { EDITIONS_MAX = 64 };

/* The site in one of its languages; of a site that tells of none the only one, without a language. */
struct edition {
  struct str language;
  struct str content; /* the folder of its articles with a '/' behind, or nothing */
  struct str suffix;  /* what names of its files have before their ending: ".de", or nothing */
  struct str base;    /* what its addresses begin with, without '/' at the end */
  struct str name;    /* what it is called; may be empty */
};

/* What is known of a folder. Texts live in the arena. */
struct site {
  const struct generator *generator; /* NULL: none */
  const char *mark;                  /* the file by which it is known */
  struct str config;                 /* its text; empty where it cannot be read */
  struct article_setting *settings;  /* what it says, where it is TOML, YAML or JSON that can be read */
  size_t setting_count;
  struct str contents;       /* the folders of the articles as they stand in a list; empty: the folder itself */
  struct str content;        /* the first of them with a '/' behind, or nothing */
  struct str first, version; /* the first of the usual folders, or that of the latest version; what translations call that */
  struct str language, base, name;
  struct edition editions[EDITIONS_MAX]; /* the first rule that fits counts: those that fit more come last */
  size_t edition_count;
  struct str left_out;   /* patterns of the files of languages that are switched off, for a list; may be empty */
  struct str permalinks; /* the sections whose pages have addresses that no name of a file tells, "blog, recipes"; may be empty */
};

/* Looks into the folder of a site. What is not to be found out of the configuration is as it usually is. */
void configured_find(struct arena *arena, const char *folder, struct site *site);

/* The value of a key of the configuration; empty where it says none plainly. */
struct str configured_value(const struct site *site, const char *key);

/* Whether there is a file, or a folder, of that name below a folder. */
bool configured_is_there(struct arena *arena, const char *folder, struct str name, bool is_folder);

/* Whether a text is letters, digits and -._~/ of ASCII alone, which neither YAML nor an address reads otherwise. */
bool configured_is_plain(struct str text);

/* What a site is called, where that fits into a line of YAML; otherwise empty. */
struct str configured_name(struct str written);

/* The path of an address without the '/' at its end: "/guide" of https://kb.example/guide/. */
struct str configured_path(struct str address);

/* A folder as a configuration names it, "./docs/" as "docs"; empty where that is none below `folder`. */
struct str configured_folder(struct arena *arena, const char *folder, struct str named);

/* Finds the editions of a site; the rest of it is known. */
void editions_find(struct arena *arena, const char *folder, struct site *site);

#endif

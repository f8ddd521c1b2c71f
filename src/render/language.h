/*
 * language: what a language is called by those who speak it. Private to render.
 */
#ifndef MARROW_RENDER_LANGUAGE_H
#define MARROW_RENDER_LANGUAGE_H

#include "base/base.h"

/*
 * "Deutsch" for de and de-AT, "繁體中文" for zh-Hant; the tag itself where no name is known. *kind is what else the tag says
 * of the language ("AT"); empty where nothing.
 */
struct str language_name(struct str tag, struct str *kind);

/* Whether it is written from right to left. */
bool language_is_rtl(struct str tag);

/* Appends both: "Deutsch", "Deutsch (AT)". */
void language_add(struct buf *out, struct str tag);

#endif

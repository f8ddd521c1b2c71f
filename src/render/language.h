/*
 * language: what a language is called by those who speak it. Private to render.
 */
#ifndef MARROW_RENDER_LANGUAGE_H
#define MARROW_RENDER_LANGUAGE_H

#include "base/base.h"

/* "Deutsch" for de and de-AT; the tag itself where no name is known. */
struct str language_name(struct str tag);

#endif

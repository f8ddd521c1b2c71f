/*
 * voice: in whose name a page speaks, and in which language: that of what it is about, else the site's own, else the one that the
 * visitor's browser likes best; Chinese of which nothing says the characters is spoken in those the visitor likes. Private to
 * server.
 */
#ifndef MARROW_SERVER_VOICE_H
#define MARROW_SERVER_VOICE_H

#include "render/render.h"
#include "server/call.h"

/* The language of page texts that the visitor likes best; empty where there is none. */
struct str voice_liked(const struct call *call);

/* `about`: language of what the page is about; empty: none. Texts live as long as the call. */
bool voice_find(struct call *call, struct str about, struct render_site *site, struct error *err) MUST_USE;

/* Of some languages of articles the one that a page without one is about: the site's own or a liked one, else the first. */
bool voice_choose(struct call *call, const struct str *langs, size_t count, struct str *lang, struct error *err) MUST_USE;

/* "zh" of zh-TW. */
struct str voice_language(struct str tag);

#endif

/* schema_org: what pages are about, as data that search engines read (schema.org, JSON-LD). Private to render. */
#ifndef MARROW_RENDER_SCHEMA_ORG_H
#define MARROW_RENDER_SCHEMA_ORG_H

#include "render.h"

/* An article, and the way to it. */
void schema_article(struct buf *out, const struct render_reading *reading);

/* The site, and how it is searched. */
void schema_site(struct buf *out, const struct render_start *start);

#endif

/*
 * toml: TOML 1.0 as authors write it before an article -> JSON. Times and dates become text, infinite numbers are refused.
 * Private to article.
 */
#ifndef MARROW_ARTICLE_TOML_H
#define MARROW_ARTICLE_TOML_H

#include <jansson.h>

#include "base/base.h"

enum { TOML_DEPTH_MAX = 16 };

/*
 * Reads a document into *object. `lines` gets the line of each outermost key, counted from 1. On failure *line is the line at
 * fault, and the sentence has no place.
 */
bool toml_read(struct str text, json_t **object, json_t *lines, size_t *line, struct error *err) MUST_USE;

#endif

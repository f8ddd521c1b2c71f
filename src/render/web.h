/*
 * web: the files of web/ as they are in the program, skeleton included. Private to render.
 */
#ifndef MARROW_RENDER_WEB_H
#define MARROW_RENDER_WEB_H

#include "render.h"

/* Made by tools/embed.cmake. */
extern const struct web_file web_files[];
extern const size_t web_file_count;

/* As web_file_find(), and page.html too. */
const struct web_file *web_file_any(struct str name);

#endif

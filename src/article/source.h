/*
 * source: what every source of an article must be, and what every article gets in the end. Private to
 * article.
 */
#ifndef MARROW_ARTICLE_SOURCE_H
#define MARROW_ARTICLE_SOURCE_H

#include "article/article.h"

/* Checks that `id` can be the path of a file in its content folder. */
bool source_check_name(struct str id, struct error *err) MUST_USE;

/* Puts the file, and its line where that is not 0, before the sentence. Always false. */
bool source_place(struct str id, size_t line, struct error *err);

/*
 * Checks that `bytes` can be the source of an article: not too large, UTF-8, no NUL; and drops a byte
 * order mark. On failure *line is the line at fault (from 1), or 0 where it is the whole.
 */
bool source_check(struct str *bytes, size_t *line, struct error *err) MUST_USE;

/*
 * Checks that Markdown takes no longer to read than its size warrants: md4c looks for the line of each
 * bracket among all lines of its paragraph. On failure *line is where that paragraph begins, in `text`.
 */
bool source_check_effort(struct str text, size_t *line, struct error *err) MUST_USE;

/* Gives an article without a title or an address one: that of its file's name, and `url`. */
bool source_complete(struct arena *arena, struct str url, struct article *article, struct error *err) MUST_USE;

/* A title made of a file's name: "guides/knee-pain.md" gives "Knee pain", and so does "knee-pain/index.md". */
struct str source_title(struct arena *arena, struct str id);

#endif

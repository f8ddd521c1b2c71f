/*
 * writing: how an index is made, changed and published. A part of store.h, which includes it: it is included nowhere else.
 */
#ifndef MARROW_STORE_WRITING_H
#define MARROW_STORE_WRITING_H

#include "article/article.h"
#include "base/base.h"
#include "token/token.h"

struct store;
struct store_facts;
struct store_writer;

/*
 * Begins a new index that will be published as `path`, in a file of its own beside it. What earlier
 * killed runs left there is removed. Another run on the same path fails with a sentence.
 */
bool store_writer_open(const char *path, struct store_writer **writer, struct error *err) MUST_USE;

/*
 * Keeps a text of the content folder in the index under a name; it counts in the digest. Lists of word
 * forms (token.h) hold for all articles added later. False with "NAME:LINE: what, what to do" where such
 * a list is malformed, or with a sentence where it is too large: it is then not kept, and the run may go on.
 */
enum { STORE_RESOURCE_MAX = 4 * 1024 * 1024 };
bool store_writer_resource(struct store_writer *writer, struct str name, struct str text, struct error *err) MUST_USE;

/*
 * What results can be narrowed by: "tag", "lang", and front-matter keys that are named before the first
 * article is added; naming one again changes nothing. A name has letters, digits, - and _.
 */
enum {
  STORE_FACETS_MAX = 18,
  STORE_FACET_NAME_MAX = 64,
  STORE_FACET_VALUE_MAX = 256, /* bytes; what is longer is no value to choose */
};
bool store_writer_facet(struct store_writer *writer, struct str key, struct error *err) MUST_USE;

/*
 * Articles are added in two steps, of which the first takes longest and needs nothing but the article: threads can prepare
 * articles side by side, each with a preparer of its own, while one takes them in order. What is prepared can be used again.
 */
struct store_preparer;
struct store_prepared;

/* NULL where there is no memory. Word forms must all be kept before, and the writer must outlive it. */
struct store_preparer *store_preparer_new(const struct store_writer *writer);
void store_preparer_free(struct store_preparer *preparer);

struct store_prepared *store_prepared_new(void); /* NULL where there is no memory */
void store_prepared_free(struct store_prepared *prepared);

/* Where memory ends, taking it will say so. */
void store_prepare_article(struct store_preparer *preparer, const struct article *article, struct store_prepared *prepared);

/*
 * Adds the article that was prepared last; numbers are given from 1 in the order of the calls. *clash is NULL, or names the id
 * of the earlier article that has the same id already, or where `own_address` is set the same address:
 * then nothing was added. The name is valid until the next call.
 */
bool store_writer_take(struct store_writer *writer, struct store_prepared *prepared, const struct article *article,
                       bool own_address, const char **clash, struct error *err) MUST_USE;

/* Whether an article was added that has this id, or this address. */
bool store_writer_has(const struct store_writer *writer, struct str id_or_url);

/* Whether an article was added that has this tag. */
bool store_writer_has_tag(const struct store_writer *writer, struct str tag);

/* Whether an article has a value of a filter. */
bool store_writer_has_key(const struct store_writer *writer, struct str key);

/* The languages of the articles, in order of code; NULL, of all that are not known, is the last. */
enum { STORE_LANGUAGES_MAX = 64 }; /* there are fewer */
size_t store_writer_languages(const struct store_writer *writer, const struct language *languages[STORE_LANGUAGES_MAX]);

/* The id of the article that a link from the article `from` leads to, or that has it as its id; NULL where there is none. */
const char *store_writer_follow(const struct store_writer *writer, struct str from, struct str link);

/* The word forms kept so far, for tokenizer_use(); valid as long as the writer. */
const struct word_forms *store_writer_forms(const struct store_writer *writer);

/*
 * Optimises, checks and syncs the new file, which then can be opened for reading at *path, valid as long as the writer: the
 * caller looks at it and then publishes or abandons it. On failure the writer is freed and the old index untouched.
 */
bool store_writer_complete(struct store_writer *writer, struct store_facts *facts, const char **path, struct error *err) MUST_USE;

/*
 * Completes the new file unless that was done, and renames it over the index. An old index of other content stays beside it, as
 * its name and STORE_PREVIOUS. Until the rename the old index is untouched. Frees the writer whether it succeeds or not.
 */
#define STORE_NEW ".new"
#define STORE_PREVIOUS ".previous"
bool store_writer_publish(struct store_writer *writer, struct store_facts *facts, struct error *err) MUST_USE;

/* What was counted of a complete index that is not in it: who changes the index later gives it back. Valid as long as the writer.
 */
struct str store_writer_tallies(const struct store_writer *writer);

/*
 * A published index with a few articles changed. The writer was opened, and settings, filters and word forms kept, as for a new
 * one: filters and word forms must be those of the index. Articles get places 1..places in the order of the new index, of which
 * some may stay empty. Then all that stays is kept, what changed is replaced or removed, in order of the old numbers; and then
 * what is new is inserted, in order of place. Once all is settled, what remains is as for a new index. It answers as one that was
 * made from the beginning, and has the same digest; its file has other bytes. `old` is the index, open, and `tallies` are its;
 * both stay the caller's and outlive the writer. False, from any of these, where anything does not fit: then the index can be
 * made from the beginning only.
 */
bool store_writer_amend(struct store_writer *writer, struct store *old, struct str tallies, size_t places,
                        struct error *err) MUST_USE;
bool store_writer_keep(struct store_writer *writer, size_t place, uint32_t number, struct error *err) MUST_USE;

/* *was is the old version, valid until the next call. */
bool store_writer_replace(struct store_writer *writer, size_t place, uint32_t number, struct store_prepared *prepared,
                          const struct article *article, const struct article **was, struct error *err) MUST_USE;
bool store_writer_remove(struct store_writer *writer, uint32_t number, const struct article **was, struct error *err) MUST_USE;
bool store_writer_insert(struct store_writer *writer, size_t place, struct store_prepared *prepared,
                         const struct article *article, struct error *err) MUST_USE;

/*
 * Gives all articles their numbers, and calls `visit` for each that names a successor: its id and what it names. False also
 * where one has an id or an address of another, or the visitor answers so.
 */
typedef bool superseded_visitor(void *context, size_t place, const struct article *article);
bool store_writer_settle(struct store_writer *writer, superseded_visitor *visit, void *context, struct error *err) MUST_USE;

/* Then the number of the article at a place; 0 where none is. */
uint32_t store_writer_number(const struct store_writer *writer, size_t place);

/*
 * Exchanges an index and its previous generation in one step, if that one can be used; `facts` are of what is then in place.
 * Going back twice leads to where one was.
 */
bool store_rollback(const char *path, struct store_facts *facts, struct error *err) MUST_USE;

/* Gives up: removes the new file, leaves the old one, frees the writer. NULL is allowed. */
void store_writer_abandon(struct store_writer *writer);

#endif

/* pages: the start page, topics, and what stands where nothing is. Private to server. */
#ifndef MARROW_SERVER_PAGES_H
#define MARROW_SERVER_PAGES_H

#include "server/call.h"

void pages_start(struct call *call);

/* /topics/ID */
void pages_topic(struct call *call);

/* Answers 404: to browsers with articles whose words are like those in the address. */
void pages_missing(struct call *call);

/* The topics for the language asked for, else for one that suits the visitor. */
bool pages_topics(struct call *call, struct search_topics *topics, struct error *err) MUST_USE;

/* The languages of articles, commonest first; of more than 64 these. NULL where memory ends. */
const struct str *pages_languages(struct call *call, size_t *count);

/* The language that the request names; empty where it names none, or one that no article is in. False where memory ends. */
bool pages_asked_language(struct call *call, struct str *lang, struct error *err) MUST_USE;

#endif

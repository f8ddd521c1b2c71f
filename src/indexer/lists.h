/* lists: the lists of words that lie beside the articles. Private to indexer. */
#ifndef MARROW_INDEXER_LISTS_H
#define MARROW_INDEXER_LISTS_H

#include "store/store.h"

typedef void lists_trouble(void *context, const char *sentence);

/* Keeps them in the index. One that cannot be used is complained of like an article, and left out. */
void lists_keep(const char *folder, struct store_writer *writer, lists_trouble *complain, void *context);

#endif

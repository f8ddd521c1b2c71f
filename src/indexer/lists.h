/* lists: the lists of words that lie beside the articles. Private to indexer. */
#ifndef MARROW_INDEXER_LISTS_H
#define MARROW_INDEXER_LISTS_H

#include "store/store.h"

/* Keeps them in the index. One that cannot be used is complained of like an article, and left out. */
void lists_keep(const char *folder, struct store_writer *writer, void complain(void *context, const char *sentence),
                void *context);

#endif

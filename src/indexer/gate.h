/* gate: what must hold before a complete index is published. Private to indexer. */
#ifndef MARROW_INDEXER_GATE_H
#define MARROW_INDEXER_GATE_H

#include "indexer/indexer.h"

/* Whether the index at `path`, of the facts of the report, may take the place of `index`. Fills in the report's file_bytes. */
bool gate_pass(const struct indexer_options *options, const struct settings *settings, const char *index, const char *path,
               struct indexer_report *report, struct error *err) MUST_USE;

#endif

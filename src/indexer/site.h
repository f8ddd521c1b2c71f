/* site: what the owner of a content folder has set in its marrow.yaml. Private to indexer. */
#ifndef MARROW_INDEXER_SITE_H
#define MARROW_INDEXER_SITE_H

#include "indexer/indexer.h"

/*
 * Reads marrow.yaml below `folder`, if there is one, keeps it in the index and names the filters to the writer. *text is what
 * it says, empty where there is none. All lives in `arena`. An error begins with "FOLDER/marrow.yaml".
 */
bool site_read(const char *folder, const struct settings_known *known, struct store_writer *writer, struct arena *arena,
               struct settings *settings, struct str *text, struct error *err) MUST_USE;

/* Reads a file below `folder` into `bytes`; *there is false where there is none. The sentence of an error has no place. */
bool site_file(const char *folder, const char *name, size_t ceiling, struct buf *bytes, bool *there, struct error *err) MUST_USE;

#endif

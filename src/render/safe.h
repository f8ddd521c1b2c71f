/*
 * safe: which characters of an article or a query never reach a terminal or a page. Private to render.
 */
#ifndef MARROW_RENDER_SAFE_H
#define MARROW_RENDER_SAFE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Control characters but tab and line end, which could steer a terminal; line separators; what is no character and may not stand
 * in XML; and the embeddings, overrides and isolates by which text could be shown in another order than it is read.
 */
static inline bool safe_is_harmful(uint32_t character) {
  return (character < 0x20 && character != '\t' && character != '\n') || (character >= 0x7F && character <= 0x9F) ||
         character == 0x2028 || character == 0x2029 || (character >= 0x202A && character <= 0x202E) ||
         (character >= 0x2066 && character <= 0x2069) || (character & 0xFFFE) == 0xFFFE;
}

#endif

/*
 * text: small steps on characters that all readers of sources share. Private to article.
 */
#ifndef MARROW_ARTICLE_TEXT_H
#define MARROW_ARTICLE_TEXT_H

#include "base/base.h"

/* Whether a byte is a space, tab or line end. */
static inline bool text_is_space(char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Whether a byte is no white space and can be no part of a control character. */
static inline bool text_is_plain(char byte) {
  unsigned char value = (unsigned char)byte;
  return value > ' ' && value != 0x7F && value != 0xC2;
}

static inline bool text_is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

/* Bytes (1 or 2) of the control character at `at`: C0, DEL or C1; 0 where there is another character. */
size_t text_control(struct str text, size_t at);

/* Appends `text`; control characters other than tab and line end, which could steer a terminal, become spaces. */
void text_add(struct buf *buf, struct str text);

/* `text` as one line: as text_add() does, each run of white space one space, none at the ends. */
struct str text_line(struct arena *arena, struct str text);

/* The first `characters` of `text`, or fewer so that no word is cut where there is a space to cut at. */
struct str text_cut(struct str text, size_t characters);

/* Whether two short texts differ in nothing but case and compatibility forms. */
bool text_same(struct str a, struct str b);

/* Appends what an HTML entity ("&amp;", "&#8211;") stands for; as written where it is not known. */
void entity_add(struct buf *buf, struct str entity);

#endif

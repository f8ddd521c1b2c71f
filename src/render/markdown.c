#include "markdown.h"

/* A line end or a control character ends a table's row or hides what follows: a space does neither. */
static uint32_t plain(uint32_t character) {
  return character < 0x20 || (character >= 0x7f && character < 0xa0) ? ' ' : character;
}

static bool is_punctuation(uint32_t character) {
  return character < 0x80 && character > ' ' && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", (int)character) != NULL;
}

void markdown_text(struct buf *out, struct str text) {
  for (size_t at = 0; at < text.len;) {
    uint32_t character = plain(utf8_next(text, &at));
    if (character == '@' || character == '#') {
      /* @somebody and #12 would be links; a remark keeps the sign and the name apart. */
      buf_format(out, "%c<!-- -->", (char)character);
    } else if (is_punctuation(character) && strchr(",.:;'\"-/()?%", (int)character) == NULL) {
      buf_format(out, "\\%c", (char)character);
    } else {
      utf8_add(out, character);
    }
  }
}

void markdown_code(struct buf *out, struct str text) {
  if (text.len == 0) {
    return;
  }
  buf_byte(out, '`');
  for (size_t at = 0; at < text.len;) {
    uint32_t character = plain(utf8_next(text, &at));
    if (character == '|') {
      buf_add(out, STR("\\|"));
    } else {
      utf8_add(out, character == '`' ? '\'' : character);
    }
  }
  buf_byte(out, '`');
}

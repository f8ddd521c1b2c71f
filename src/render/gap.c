#include "gap.h"

static bool is_space(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

struct str gap_next(struct str *rest, enum gap *gap) {
  size_t begin = 0, end;
  while (begin < rest->len && rest->ptr[begin] != '\n' && rest->ptr[begin] != '\t') {
    begin++;
  }
  *gap = begin == rest->len ? GAP_END : GAP_CELL;
  for (end = begin; end < rest->len && is_space(rest->ptr[end]); end++) {
    if (rest->ptr[end] == '\n') {
      *gap = GAP_LINE;
    }
  }
  struct str text = str_slice(*rest, 0, begin);
  *rest = str_slice(*rest, end, rest->len);
  return text;
}

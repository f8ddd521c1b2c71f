#include "yaml/yaml.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

static bool is_one_of(const struct yaml_value *value, const char *const *words, size_t count) {
  for (size_t i = 0; i < count && value->kind == YAML_TEXT && value->plain; i++) {
    if (str_equal(value->text, str_of(words[i]))) {
      return true;
    }
  }
  return false;
}

bool yaml_is_null(const struct yaml_value *value) {
  static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
  return is_one_of(value, nulls, COUNT_OF(nulls));
}

bool yaml_truth(const struct yaml_value *value, bool *truth) {
  static const char *const words[] = {"true", "True", "TRUE", "false", "False", "FALSE"};
  if (!is_one_of(value, words, COUNT_OF(words))) {
    return false;
  }
  *truth = (value->text.ptr[0] | 0x20) == 't';
  return true;
}

bool yaml_integer(const struct yaml_value *value, long long *number) {
  if (value->kind != YAML_TEXT || !value->plain) {
    return false;
  }
  int base = 10;
  const char *digits = value->text.ptr, *allowed = "+-0123456789";
  if (str_starts_with(value->text, STR("0x")) || str_starts_with(value->text, STR("0o"))) {
    base = digits[1] == 'x' ? 16 : 8;
    allowed = base == 16 ? "0123456789abcdefABCDEF" : "01234567";
    digits += 2;
  }
  char *end;
  errno = 0;
  long long read = strtoll(digits, &end, base);
  if (*digits == '\0' || *end != '\0' || errno != 0 || strspn(digits, allowed) != strlen(digits)) {
    return false;
  }
  *number = read;
  return true;
}

bool yaml_real(const struct yaml_value *value, double *number) {
  if (value->kind != YAML_TEXT || !value->plain) {
    return false;
  }
  char *end;
  double read = strtod(value->text.ptr, &end);
  bool whole = value->text.len > 0 && *end == '\0' && strspn(value->text.ptr, "+-0123456789.eE") == value->text.len;
  if (!whole || strpbrk(value->text.ptr, ".eE") == NULL || !isfinite(read)) {
    return false;
  }
  *number = read;
  return true;
}

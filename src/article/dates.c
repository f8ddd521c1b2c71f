#include "article/dates.h"
#include "article/text.h"

/* `pattern` has 0 for a digit; anything else stands for itself. */
static bool looks_like(struct str text, struct str pattern) {
  if (text.len != pattern.len) {
    return false;
  }
  for (size_t i = 0; i < text.len; i++) {
    if (pattern.ptr[i] == '0' ? !text_is_digit(text.ptr[i]) : text.ptr[i] != pattern.ptr[i]) {
      return false;
    }
  }
  return true;
}

static unsigned number_at(struct str text, size_t begin, size_t end) {
  uint64_t number = 0;
  (void)str_to_number(str_slice(text, begin, end), 9999, &number);
  return (unsigned)number;
}

static bool is_date(struct str text) {
  static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (!looks_like(text, STR("0000-00-00"))) {
    return false;
  }
  unsigned year = number_at(text, 0, 4), month = number_at(text, 5, 7), day = number_at(text, 8, 10);
  if (month < 1 || month > 12) {
    return false;
  }
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day >= 1 && day <= days[month - 1] + (unsigned)(month == 2 && leap);
}

/* Nothing, or the time of day behind a date: T or a space, hours and minutes, and what may follow them. */
static bool is_time(struct str text) {
  if (text.len == 0) {
    return true;
  }
  if (strchr("Tt ", text.ptr[0]) == NULL || !looks_like(str_slice(text, 1, 6), STR("00:00"))) {
    return false;
  }
  for (size_t i = 6; i < text.len; i++) {
    if (!text_is_digit(text.ptr[i]) && strchr(":.,+-Zz ", text.ptr[i]) == NULL) {
      return false;
    }
  }
  return true;
}

bool date_read(struct str text, struct str *day) {
  *day = str_slice(text, 0, strlen("YYYY-MM-DD"));
  return text.len == 0 || (is_date(*day) && is_time(str_slice(text, day->len, text.len)));
}

#include "day.h"

#include <time.h>

uint32_t day_number(struct str text) {
  uint32_t number = 0;
  for (size_t i = 0; i < text.len && i < 10; i++) {
    number = text.ptr[i] >= '0' && text.ptr[i] <= '9' ? number * 10 + (uint32_t)(text.ptr[i] - '0') : number;
  }
  return number;
}

int64_t day_count(uint32_t day) {
  /* Years that begin in March have their leap day last; 153 days are five of their months. */
  int64_t month = day / 100 % 100, shifted = (month + 9) % 12;
  int64_t year = 400 + day / 10000 - (month < 3); /* 400 years are 146,097 days, always */
  int64_t leap_days = year / 4 - year / 100 + year / 400;
  return year * 365 + leap_days + (153 * shifted + 2) / 5 + day % 100 - 1 - 719468 - 146097;
}

/* Every request asks: the system's own way to split a time up has all threads wait for one another. */
uint32_t day_today(void) {
  int64_t days = (int64_t)time(NULL) / 86400;
  uint32_t year = (uint32_t)(1970 + days / 366), day = year * 10000 + 101;
  while (day_count(day + 10000) <= days) {
    day += 10000;
  }
  while (day % 10000 / 100 < 12 && day_count(day + 100) <= days) {
    day += 100;
  }
  return day + (uint32_t)(days - day_count(day));
}

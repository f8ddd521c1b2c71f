/* day: days of the calendar as numbers, 20240131 for 2024-01-31. */
#ifndef MARROW_BASE_DAY_H
#define MARROW_BASE_DAY_H

#include "str.h"

/* YYYY-MM-DD, or what begins so, as a number; 0 for an empty text. */
uint32_t day_number(struct str text);

/* Days since 1970-01-01 of the Gregorian calendar, negative before it. */
int64_t day_count(uint32_t day);

/* Today, in UTC. */
uint32_t day_today(void);

#endif

/* dates: days of the calendar as authors write them. Private to article. */
#ifndef MARROW_ARTICLE_DATES_H
#define MARROW_ARTICLE_DATES_H

#include "base/base.h"

/* The day of a text "YYYY-MM-DD", behind which a time may stand; empty where the text is. False for any other. */
bool date_read(struct str text, struct str *day);

#endif

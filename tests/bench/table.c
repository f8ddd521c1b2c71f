#include "bench.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

enum { FIGURE_COLUMNS = 46, NUMBER_COLUMNS = 11 };

void table_title(const char *title, const char *other) {
  printf("\n%-*s%*s%*s%*s  target\n", FIGURE_COLUMNS, title, NUMBER_COLUMNS, "ours", NUMBER_COLUMNS + 3, other, NUMBER_COLUMNS,
         "measured");
  (void)fflush(stdout);
}

/* Four significant digits: seconds of an index run and microseconds of a query stand in one table. */
static void print_number(double number, int columns) {
  char text[32] = "-";
  if (!isnan(number)) {
    int whole = number < 1 ? 1 : (int)log10(number) + 1;
    (void)snprintf(text, sizeof text, "%.*f", whole < 4 ? 4 - whole : 0, number);
  }
  printf("%*s", columns, text);
}

void table_row(struct row row) {
  printf("  %-*s", FIGURE_COLUMNS - 2, row.figure);
  print_number(row.ours, NUMBER_COLUMNS);
  print_number(row.other, NUMBER_COLUMNS + 3);
  print_number(row.measured, NUMBER_COLUMNS);
  if (row.bound == REPORTED) {
    printf("  -\n");
  } else {
    bool met = row.bound == AT_MOST ? row.measured <= row.target : row.measured >= row.target;
    printf("  %s %g %s\n", row.bound == AT_MOST ? "<=" : ">=", row.target, met ? "met" : "MISSED");
  }
  (void)fflush(stdout);
}

void table_note(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  printf("    ");
  (void)vprintf(format, arguments);
  printf("\n");
  va_end(arguments);
}

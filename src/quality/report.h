/* report: the parts a report is made of. Private to quality. */
#ifndef MARROW_QUALITY_REPORT_H
#define MARROW_QUALITY_REPORT_H

#include "quality.h"

/* The grade of an article for a query; QUALITY_GRADE_UNJUDGED where nobody gave one. */
int report_grade(const struct quality_set *set, const struct quality_query *query, struct str article);

/* Measures every query that has a relevant article, in the order of the set. */
bool report_measure(const struct quality_set *set, const struct quality_run *run, struct arena *arena, struct quality_row **rows,
                    size_t *count, struct error *err) MUST_USE;

/* Fills `against`. The rows must stand in the order of the set. */
bool report_compare(const struct quality_task *task, struct arena *arena, struct quality_report *report,
                    struct error *err) MUST_USE;

/* Finds the queries whose `must` is not kept, and the floors that are missed. The means must be known. */
bool report_check_gates(const struct quality_task *task, struct arena *arena, struct quality_report *report,
                        struct error *err) MUST_USE;

/* Counts the answers shown above the others, and finds the false ones. */
bool report_count_direct(const struct quality_task *task, struct arena *arena, struct quality_report *report,
                         struct error *err) MUST_USE;

#endif

#include "flow.h"
#include "markdown.h"
#include "render.h"
#include "sentence.h"

/* What authors should mend, as lines for people, for a pull request, and for GitHub's annotations. */

enum { ROWS_MAX = 200 }; /* a comment of GitHub has 65,536 characters */

/* "2 errors and 1 warning in 52 articles, searched for by 812 of their names" */
static void add_summary(const struct check_report *report, struct buf *out) {
  sentence_count(out, report->errors, "error");
  buf_add(out, STR(" and "));
  sentence_count(out, report->warnings, "warning");
  buf_add(out, STR(" in "));
  sentence_count(out, report->articles, "article");
  if (report->queries > 0) {
    buf_add(out, STR(", searched for by "));
    sentence_number(out, report->queries);
    buf_add(out, STR(" of their titles, aliases and headings"));
  }
}

static void add_place(const struct check_finding *finding, struct buf *out) {
  buf_add(out, finding->file);
  if (finding->line > 0) {
    buf_format(out, ":%zu", finding->line);
  }
}

void render_check_terminal(const struct check_report *report, const struct terminal *terminal, struct buf *out) {
  struct flow flow;
  struct buf line;
  buf_init(&line, out->ceiling);
  flow_begin(&flow, terminal, out);
  for (size_t i = 0; i < report->count; i++) {
    const struct check_finding *finding = &report->findings[i];
    bool error = finding->level == SETTINGS_ERROR;
    buf_clear(&line);
    add_place(finding, &line);
    buf_format(&line, ": %s: %.*s [%s]", error ? "error" : "warning", STR_ARG(finding->sentence), finding->rule->name);
    flow_line(&flow, buf_str(&line), (struct style){.flags = error ? STYLE_BOLD : 0});
  }
  buf_clear(&line);
  add_summary(report, &line);
  buf_byte(&line, '.');
  if (report->count > 0) {
    flow_gap(&flow);
  }
  flow_line(&flow, buf_str(&line), (struct style){.flags = 0});
  flow_end(&flow);
  out->failed |= buf_failed(&line);
  buf_free(&line);
}

void render_check_markdown(const struct check_report *report, struct buf *out) {
  buf_add(out, STR("### Check of the articles\n\n"));
  add_summary(report, out);
  buf_add(out, STR(".\n"));
  if (report->count > 0) {
    buf_add(out, STR("\n| Place | What to mend | Rule |\n|---|---|---|\n"));
  }
  for (size_t i = 0; i < report->count && i < ROWS_MAX; i++) {
    const struct check_finding *finding = &report->findings[i];
    struct buf place;
    buf_init(&place, out->ceiling);
    add_place(finding, &place);
    buf_add(out, STR("| "));
    markdown_code(out, buf_str(&place));
    buf_add(out, STR(" | "));
    markdown_text(out, finding->sentence);
    buf_format(out, " | %s%s%s |\n", finding->level == SETTINGS_ERROR ? "**" : "", finding->rule->name,
               finding->level == SETTINGS_ERROR ? "**" : "");
    buf_free(&place);
  }
  if (report->count > ROWS_MAX) {
    buf_add(out, STR("\nAnd "));
    sentence_number(out, report->count - ROWS_MAX);
    buf_add(out, STR(" more.\n"));
  }
}

/* What GitHub reads otherwise, as its commands write it; `property`: within one that ends in , or ::. */
static void add_escaped(struct buf *out, struct str text, bool property) {
  for (size_t i = 0; i < text.len; i++) {
    char byte = text.ptr[i];
    if (byte == '%' || byte == '\r' || byte == '\n' || (property && (byte == ':' || byte == ','))) {
      buf_format(out, "%%%02X", (unsigned char)byte);
    } else {
      buf_byte(out, byte);
    }
  }
}

void render_check_github(const struct check_report *report, struct buf *out) {
  for (size_t i = 0; i < report->count; i++) {
    const struct check_finding *finding = &report->findings[i];
    buf_format(out, "::%s file=", finding->level == SETTINGS_ERROR ? "error" : "warning");
    add_escaped(out, finding->file, true);
    if (finding->line > 0) {
      buf_format(out, ",line=%zu", finding->line);
    }
    buf_format(out, ",title=%s::", finding->rule->name);
    add_escaped(out, finding->sentence, false);
    buf_byte(out, '\n');
  }
}

#include <stdio.h>

#include "address.h"
#include "answer.h"
#include "flow.h"
#include "gap.h"
#include "render.h"
#include "sentence.h"

static const struct style plain = {0}, dim = {.flags = STYLE_DIM};

static void add_quote(struct flow *flow, struct str text, struct style style) {
  for (enum gap gap = GAP_LINE; gap != GAP_END;) {
    flow_text(flow, gap_next(&text, &gap), style);
    if (gap == GAP_LINE) {
      flow_break(flow);
    } else if (gap == GAP_CELL) {
      flow_text(flow, GAP_CELL_TEXT, style);
    }
  }
}

static void add_passage(struct flow *flow, const struct passage *passage, struct style style) {
  struct style match = {.flags = style.flags | STYLE_MATCH, .link = style.link};
  size_t written = 0;
  flow_text(flow, passage->cut_before ? STR("… ") : STR(""), style);
  for (size_t i = 0; i < passage->match_count; i++) {
    struct span span = passage->matches[i];
    add_quote(flow, str_slice(passage->text, written, span.begin), style);
    add_quote(flow, str_slice(passage->text, span.begin, span.end), match);
    written = span.end;
  }
  add_quote(flow, str_slice(passage->text, written, passage->text.len), style);
  flow_text(flow, passage->cut_after ? STR(" …") : STR(""), style);
  flow_break(flow);
}

/* "Risks › Infection": a heading behind those it stands under. */
static void add_heading(struct flow *flow, const struct search_section *section) {
  for (size_t i = 0; i < section->above_count; i++) {
    flow_text(flow, section->above[i], plain);
    flow_text(flow, STR(" › "), plain);
  }
  flow_text(flow, section->heading, plain);
}

static void add_best(struct flow *flow, const struct search_hit *hit) {
  if (hit->section_count == 0 || hit->sections[0].passage.text.len == 0) {
    flow_text(flow, hit->summary, plain);
    flow_break(flow);
    return;
  }
  if (hit->sections[0].heading.len > 0) {
    add_heading(flow, &hit->sections[0]);
    flow_text(flow, STR(": "), plain);
  }
  add_passage(flow, &hit->sections[0].passage, plain);
}

static void add_further_sections(struct flow *flow, const struct search_hit *hit) {
  for (size_t i = 1; i < hit->section_count; i++) {
    flow_text(flow, STR("also: "), dim);
    add_heading(flow, &hit->sections[i]);
    flow_text(flow, hit->sections[i].heading.len > 0 ? STR("") : STR("the beginning"), plain);
    flow_break(flow);
  }
}

static void add_missing(struct flow *flow, const struct search_hit *hit) {
  for (size_t i = 0; i < hit->missing_count; i++) {
    flow_text(flow, i == 0 ? STR("missing: ") : STR(", "), dim);
    flow_text(flow, hit->missing[i], dim);
  }
  flow_break(flow);
}

/* What an article is shown for besides its words. */
static void add_standing(struct flow *flow, const struct search_hit *hit) {
  flow_text(flow, hit->pinned ? STR("pinned to this search") : STR(""), dim);
  flow_break(flow);
  if (hit->successor_url.len > 0) {
    flow_text(flow, STR("superseded by: "), dim);
    flow_text(flow, hit->successor_title, plain);
    flow_text(flow, STR(", "), dim);
    flow_text(flow, hit->successor_url, dim);
    flow_break(flow);
  }
  if (hit->overdue) {
    flow_text(flow, STR("its review was due on "), dim);
    flow_text(flow, hit->review_by, dim);
    flow_break(flow);
  }
}

/* "MRI = magnetic resonance imaging" */
static void add_reasons(struct flow *flow, const struct search_hit *hit) {
  for (size_t i = 0; i < hit->reason_count; i++) {
    flow_text(flow, i > 0 ? STR(", ") : STR(""), dim);
    flow_text(flow, hit->reasons[i].typed, dim);
    flow_text(flow, STR(" = "), dim);
    flow_text(flow, hit->reasons[i].found, dim);
  }
  flow_break(flow);
}

static void add_explanation(struct flow *flow, const struct search_hit *hit) {
  struct buf line;
  buf_init(&line, flow->out->ceiling);
  for (size_t i = 0; i < hit->part_count; i++) {
    buf_clear(&line);
    buf_format(&line, "%9.4f  ", hit->parts[i].points);
    buf_add(&line, hit->parts[i].reason);
    flow_line(flow, buf_str(&line), dim);
  }
  if (hit->part_count > 0) {
    buf_clear(&line);
    buf_format(&line, "%9.4f  in all", hit->score);
    flow_line(flow, buf_str(&line), dim);
  }
  flow->out->failed |= buf_failed(&line);
  buf_free(&line);
}

/* "Treatment · /articles/knee-brace" */
static void add_place(struct flow *flow, const struct search_hit *hit) {
  for (size_t i = 0; i < hit->crumb_count; i++) {
    flow_text(flow, i > 0 ? STR(" › ") : STR(""), dim);
    flow_text(flow, hit->crumbs[i].title, dim);
  }
  flow_text(flow, hit->crumb_count > 0 ? STR(" · ") : STR(""), dim);
  flow_text(flow, hit->url, dim);
  flow_break(flow);
}

static void add_hit(struct flow *flow, const struct search_hit *hit, size_t number, size_t digits) {
  char bullet[24];
  int columns = snprintf(bullet, sizeof bullet, "%*zu. ", (int)digits, number);
  flow_gap(flow);
  flow_push(flow, str_slice(STR("                        "), 0, (size_t)columns));
  flow_bullet(flow, bullet);
  add_passage(flow, &hit->title, (struct style){.flags = STYLE_BOLD, .link = address_is_web(hit->url) ? hit->url : STR("")});
  add_place(flow, hit);
  add_best(flow, hit);
  add_further_sections(flow, hit);
  add_standing(flow, hit);
  add_reasons(flow, hit);
  add_missing(flow, hit);
  add_explanation(flow, hit);
  flow_pop(flow, (size_t)columns);
}

/* Ends a paragraph with what was said. */
static void end_say(struct flow *flow, struct buf *said, struct style style) {
  flow_text(flow, buf_str(said), style);
  flow_break(flow);
  flow->out->failed |= buf_failed(said);
  buf_free(said);
}

static void say(struct flow *flow, void sentence(struct buf *, const struct search_answer *), const struct search_answer *answer,
                struct style style) {
  struct buf said;
  buf_init(&said, flow->out->ceiling);
  sentence(&said, answer);
  end_say(flow, &said, style);
}

/* The same of a sentence that pages say in other languages, too. */
static void say_in_english(struct flow *flow, void sentence(struct buf *, const struct speech *, const struct search_answer *),
                           const struct search_answer *answer, struct style style) {
  struct buf said;
  buf_init(&said, flow->out->ceiling);
  sentence(&said, speech_of(STR("en")), answer);
  if (sentence == sentence_found) {
    sentence_filters(&said, answer);
  }
  end_say(flow, &said, style);
}

static void add_hints(struct flow *flow, const struct search_answer *answer) {
  struct str hint;
  for (size_t i = 0; (hint = sentence_hint(speech_of(STR("en")), answer, i)).len > 0; i++) {
    flow_text(flow, hint, plain);
    flow_break(flow);
  }
}

/* "tag: knee 3, hip 1" */
static void add_facets(struct flow *flow, const struct search_answer *answer) {
  char number[32];
  for (size_t i = 0; i < answer->facet_count; i++) {
    const struct search_facet *facet = &answer->facets[i];
    flow_text(flow, facet->name, dim);
    flow_text(flow, STR(": "), dim);
    for (size_t k = 0; k < facet->count; k++) {
      struct style style = {.flags = facet->counts[k].chosen ? STYLE_BOLD : 0};
      (void)snprintf(number, sizeof number, " %u", (unsigned)facet->counts[k].articles);
      flow_text(flow, k > 0 ? STR(", ") : STR(""), dim);
      flow_text(flow, facet->counts[k].value, style);
      flow_text(flow, str_of(number), dim);
    }
    if (facet->more > 0) {
      (void)snprintf(number, sizeof number, ", %llu more", (unsigned long long)facet->more);
      flow_text(flow, str_of(number), dim);
    }
    flow_text(flow, facet->count == 0 ? STR("none") : STR(""), dim);
    flow_break(flow);
  }
}

void render_search_terminal(const struct search_answer *answer, const struct terminal *terminal, struct buf *out) {
  struct flow flow;
  size_t incomplete = sentence_first_incomplete(answer);
  size_t digits = (size_t)snprintf(NULL, 0, "%zu", answer->offset + answer->hit_count);
  flow_begin(&flow, terminal, out);
  say_in_english(&flow, sentence_found, answer, plain);
  say_in_english(&flow, sentence_about_query, answer, plain);
  say(&flow, sentence_corrected, answer, plain);
  say_in_english(&flow, sentence_synonyms, answer, dim);
  add_facets(&flow, answer);
  answer_terminal(&flow, answer->direct);
  if (answer->hit_count == 0) {
    add_hints(&flow, answer);
  }
  for (size_t i = 0; i < answer->hit_count; i++) {
    if (i == incomplete) {
      flow_gap(&flow);
      say_in_english(&flow, sentence_fewer, answer, plain);
    }
    add_hit(&flow, &answer->hits[i], answer->offset + i + 1, digits);
  }
  if (answer->offset + answer->hit_count < answer->total && answer->hit_count > 0) {
    flow_gap(&flow);
    say(&flow, sentence_more, answer, plain);
  }
  flow_end(&flow);
}

/* Answers and articles made by hand, for render_test.c. */
#ifndef MARROW_TESTS_RENDER_SAMPLES_H
#define MARROW_TESTS_RENDER_SAMPLES_H

#include "render/render.h"

/* What a stranger may try: markup, attribute ends, terminal escapes (C0 and C1), line separators, text turned round, bad bytes.
 */
#define HOSTILE                                                                                                                  \
  "<script>\"'&</script>\x1b]0;x\x07\xc2\x9b"                                                                                    \
  "31m\xe2\x80\xa8\xe2\x80\xae\xff\r\x7f"

static const struct render_site sample_site = {.lang = STR("en")};

static const struct store_facts sample_facts = {
    .articles = 1234567,
    .sections = 3,
    .words = 1000,
    .text_bytes = 999,
    .mean_length = {2.5, 0, 1, 1, 1, 0.25},
    .digest = "0123456789abcdef0123456789abcdef",
    .stemmer = "5df233bc",
    .format = 1,
    .token_version = 2,
};

/* An article in the making: its text grows, marks open and close around it. */
struct making {
  char text[4096];
  size_t length;
  struct mark marks[64];
  size_t count;
  size_t open[16], depth;
};

static inline void make_text(struct making *making, const char *text) {
  size_t length = strlen(text);
  memcpy(making->text + making->length, text, length);
  making->length += length;
}

static inline void make_open(struct making *making, enum mark_kind kind, uint32_t number, const char *value) {
  making->marks[making->count] = (struct mark){
      .kind = (uint8_t)kind,
      .depth = (uint8_t)making->depth,
      .number = number,
      .range = {(uint32_t)making->length, 0},
      .value = str_of(value),
  };
  making->open[making->depth++] = making->count++;
}

static inline void make_close(struct making *making) {
  making->marks[making->open[--making->depth]].range.end = (uint32_t)making->length;
}

/* A mark around a text without marks of its own. */
static inline void make_mark(struct making *making, enum mark_kind kind, const char *value, const char *text) {
  make_open(making, kind, 2, value);
  make_text(making, text);
  make_close(making);
}

static inline struct article make_article(struct making *making, const char *id) {
  return (struct article){
      .id = str_of(id),
      .title = STR("Title"),
      .url = STR("/articles/x"),
      .boost = 1,
      .text = {making->text, making->length},
      .marks = making->marks,
      .mark_count = making->count,
  };
}

/* A text with every kind of mark; some end together, some are empty. */
static inline void make_all_marks(struct making *making) {
  *making = (struct making){.length = 0};
  make_mark(making, MARK_PARAGRAPH, "", "Intro");
  make_text(making, "\n\n");
  make_mark(making, MARK_HEADING, "risks", "Risks");
  make_text(making, "\n\n");
  make_open(making, MARK_LIST, 0, "");
  make_open(making, MARK_ITEM, 0, "");
  make_text(making, "one");
  make_text(making, "\n");
  make_open(making, MARK_LIST, 4, "");
  make_mark(making, MARK_ITEM, "", "three");
  make_text(making, "\n");
  make_open(making, MARK_ITEM, 0, "");
  make_open(making, MARK_STRONG, 0, "");
  make_mark(making, MARK_EMPHASIS, "", "both");
  make_close(making);
  make_close(making);
  make_close(making);
  make_close(making);
  make_text(making, "\n");
  make_mark(making, MARK_ITEM, "", "");
  make_close(making);
  make_text(making, "\n\n");
  make_open(making, MARK_QUOTE, 0, "");
  make_open(making, MARK_PARAGRAPH, 0, "");
  make_mark(making, MARK_LINK, "https://example.org/a b?c&d", "far");
  make_mark(making, MARK_BREAK, "", "");
  make_text(making, "\n");
  make_open(making, MARK_LINK, 0, "../hip.md#pain");
  make_mark(making, MARK_IMAGE, "hip.png", "a hip");
  make_close(making);
  make_close(making);
  make_close(making);
  make_text(making, "\n\n");
  make_mark(making, MARK_CODE_BLOCK, "c", "if (a < b)\n\treturn;");
  make_mark(making, MARK_RULE, "", "");
  make_text(making, "\n\n");
  make_open(making, MARK_TABLE, 0, "");
  make_open(making, MARK_ROW, 0, "");
  make_mark(making, MARK_HEADER_CELL, "", "Part");
  make_text(making, "\t");
  make_mark(making, MARK_HEADER_CELL, "", "Material");
  make_close(making);
  make_text(making, "\n");
  make_open(making, MARK_ROW, 0, "");
  make_mark(making, MARK_CELL, "", "");
  make_text(making, "\t");
  make_open(making, MARK_CELL, 0, "");
  make_mark(making, MARK_CODE, "", "steel");
  make_close(making);
  make_close(making);
  make_close(making);
}

static struct search_crumb crumbs[] = {{.title = STR("T & <t>"), .topic = STR("t-1")},
                                       {.title = STR("home"), .url = STR("/articles/home")}};

/* One hit and its answer, all parts of which may be changed. */
struct sample {
  struct span title_matches[1], matches[2];
  struct str tags[2], missing[1], left_out[1], above;
  struct score_part parts[2];
  struct search_reason reasons[1];
  struct search_section sections[2];
  struct search_hit hits[3];
  struct search_answer answer;
};

static inline void sample_init(struct sample *sample) {
  *sample = (struct sample){
      .title_matches = {{0, 4}},
      .matches = {{5, 13}, {19, 23}},
      .tags = {STR("surgery"), STR("joint disease")},
      .missing = {STR("after")},
      .left_out = {STR("after")},
      .above = STR("Before & after"),
      .reasons = {{STR("jab"), STR("injection & more")}},
      .parts = {{STR("knee in title"), 1.5}, {STR("closeness"), 10}},
  };
  sample->sections[0] = (struct search_section){
      .heading = STR("Risks"),
      .anchor = STR("risks"),
      .passage = {STR("An 🦵 injected\tthe knee\n\nends 'well'"), sample->matches, 2, true, true, {0, 0}},
      .above = &sample->above,
      .above_count = 1,
      .fragment = {STR("A"), STR("co-op,  R&D\tµ"), STR("the knee"), STR("ends")},
  };
  sample->matches[0] = (struct span){8, 16};
  sample->matches[1] = (struct span){21, 25};
  sample->sections[1] = (struct search_section){.passage = {.text = STR("First words")}};
  sample->hits[0] = (struct search_hit){
      .id = STR("knee.md"),
      .url = STR("https://example.org/knee"),
      .title = {.text = STR("Knee & hip"), .matches = sample->title_matches, .match_count = 1},
      .tags = sample->tags,
      .tag_count = 2,
      .score = 2.25,
      .sections = sample->sections,
      .section_count = 2,
      .reasons = sample->reasons,
      .reason_count = 1,
  };
  sample->answer = (struct search_answer){
      .query = STR("knee \"injection\""),
      .understood = STR("knee injection"),
      .total = 1,
      .complete = 1,
      .hits = sample->hits,
      .hit_count = 1,
      .limit = 10,
  };
}

#endif

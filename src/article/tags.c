#include "article/tags.h"

#include <strings.h>

enum { NAME_BYTES_MAX = 16 };

/* In order of name. */
static const struct tag tags[] = {
    {"a", ROLE_LINK, TAG_WORD, GROUP_LINK},
    {"abbr", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"address", ROLE_FLOW, TAG_BLOCK, GROUP_NONE},
    {"area", ROLE_INLINE, TAG_VOID, GROUP_NONE},
    {"article", ROLE_FLOW, TAG_BLOCK, GROUP_ARTICLE},
    {"aside", ROLE_FLOW, TAG_BLOCK | TAG_AROUND, GROUP_NONE},
    {"audio", ROLE_INLINE, TAG_GONE, GROUP_NONE},
    {"b", ROLE_STRONG, TAG_WORD, GROUP_NONE},
    {"base", ROLE_INLINE, TAG_VOID | TAG_HEAD, GROUP_NONE},
    {"bdi", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"bdo", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"blockquote", ROLE_QUOTE, TAG_BLOCK, GROUP_NONE},
    {"body", ROLE_FLOW, TAG_BLOCK, GROUP_BODY},
    {"br", ROLE_BREAK, TAG_VOID, GROUP_NONE},
    {"button", ROLE_INLINE, TAG_GONE, GROUP_NONE},
    {"canvas", ROLE_INLINE, TAG_GONE, GROUP_NONE},
    {"caption", ROLE_FLOW, TAG_BLOCK | TAG_BARRIER, GROUP_CAPTION},
    {"center", ROLE_FLOW, TAG_BLOCK, GROUP_NONE},
    {"cite", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"code", ROLE_CODE, TAG_WORD, GROUP_NONE},
    {"col", ROLE_INLINE, TAG_VOID, GROUP_NONE},
    {"colgroup", ROLE_INLINE, 0, GROUP_ROWS},
    {"data", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"datalist", ROLE_INLINE, TAG_GONE, GROUP_NONE},
    {"dd", ROLE_FLOW, TAG_BLOCK, GROUP_TERM},
    {"del", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"details", ROLE_FLOW, TAG_BLOCK, GROUP_NONE},
    {"dfn", ROLE_EMPHASIS, TAG_WORD, GROUP_NONE},
    {"dialog", ROLE_FLOW, TAG_BLOCK | TAG_GONE, GROUP_NONE},
    {"div", ROLE_FLOW, TAG_BLOCK, GROUP_NONE},
    {"dl", ROLE_FLOW, TAG_BLOCK, GROUP_LIST},
    {"dt", ROLE_FLOW, TAG_BLOCK, GROUP_TERM},
    {"em", ROLE_EMPHASIS, TAG_WORD, GROUP_NONE},
    {"embed", ROLE_INLINE, TAG_VOID, GROUP_NONE},
    {"fieldset", ROLE_FLOW, TAG_BLOCK, GROUP_NONE},
    {"figcaption", ROLE_FLOW, TAG_BLOCK, GROUP_NONE},
    {"figure", ROLE_FLOW, TAG_BLOCK, GROUP_NONE},
    {"font", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"footer", ROLE_FLOW, TAG_BLOCK | TAG_GONE, GROUP_NONE},
    {"form", ROLE_FLOW, TAG_BLOCK, GROUP_FORM},
    {"frame", ROLE_INLINE, TAG_VOID, GROUP_NONE},
    {"h1", ROLE_HEADING, TAG_BLOCK, GROUP_HEADING},
    {"h2", ROLE_HEADING, TAG_BLOCK, GROUP_HEADING},
    {"h3", ROLE_HEADING, TAG_BLOCK, GROUP_HEADING},
    {"h4", ROLE_HEADING, TAG_BLOCK, GROUP_HEADING},
    {"h5", ROLE_HEADING, TAG_BLOCK, GROUP_HEADING},
    {"h6", ROLE_HEADING, TAG_BLOCK, GROUP_HEADING},
    {"head", ROLE_FLOW, TAG_GONE, GROUP_HEAD},
    {"header", ROLE_FLOW, TAG_BLOCK | TAG_AROUND, GROUP_NONE},
    {"hgroup", ROLE_FLOW, TAG_BLOCK, GROUP_NONE},
    {"hr", ROLE_RULE, TAG_VOID | TAG_BLOCK, GROUP_NONE},
    {"html", ROLE_FLOW, 0, GROUP_HTML},
    {"i", ROLE_EMPHASIS, TAG_WORD, GROUP_NONE},
    {"iframe", ROLE_INLINE, TAG_RAW, GROUP_NONE},
    {"img", ROLE_IMAGE, TAG_VOID | TAG_WORD, GROUP_NONE},
    {"input", ROLE_INLINE, TAG_VOID, GROUP_NONE},
    {"ins", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"kbd", ROLE_CODE, TAG_WORD, GROUP_NONE},
    {"label", ROLE_INLINE, TAG_GONE, GROUP_NONE},
    {"legend", ROLE_FLOW, TAG_BLOCK, GROUP_NONE},
    {"li", ROLE_ITEM, TAG_BLOCK, GROUP_ITEM},
    {"link", ROLE_INLINE, TAG_VOID | TAG_HEAD, GROUP_META},
    {"main", ROLE_FLOW, TAG_BLOCK, GROUP_MAIN},
    {"mark", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"menu", ROLE_LIST, TAG_BLOCK, GROUP_LIST},
    {"meta", ROLE_INLINE, TAG_VOID | TAG_HEAD, GROUP_META},
    {"nav", ROLE_FLOW, TAG_BLOCK | TAG_GONE, GROUP_NONE},
    {"noembed", ROLE_INLINE, TAG_RAW, GROUP_NONE},
    {"noframes", ROLE_INLINE, TAG_RAW | TAG_HEAD, GROUP_NONE},
    {"noscript", ROLE_FLOW, TAG_GONE | TAG_HEAD, GROUP_NONE},
    {"object", ROLE_INLINE, TAG_GONE | TAG_BARRIER, GROUP_NONE},
    {"ol", ROLE_ORDERED_LIST, TAG_BLOCK, GROUP_LIST},
    {"optgroup", ROLE_INLINE, TAG_GONE, GROUP_NONE},
    {"option", ROLE_INLINE, TAG_GONE, GROUP_NONE},
    {"p", ROLE_PARAGRAPH, TAG_BLOCK, GROUP_NONE},
    {"picture", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"pre", ROLE_CODE_BLOCK, TAG_BLOCK, GROUP_NONE},
    {"q", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"rp", ROLE_INLINE, TAG_WORD | TAG_GONE, GROUP_NONE},
    {"rt", ROLE_INLINE, TAG_WORD | TAG_GONE, GROUP_NONE},
    {"ruby", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"s", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"samp", ROLE_CODE, TAG_WORD, GROUP_NONE},
    {"script", ROLE_INLINE, TAG_RAW | TAG_HEAD | TAG_WORD, GROUP_NONE},
    {"search", ROLE_FLOW, TAG_BLOCK | TAG_GONE, GROUP_NONE},
    {"section", ROLE_FLOW, TAG_BLOCK, GROUP_NONE},
    {"select", ROLE_INLINE, TAG_GONE, GROUP_NONE},
    {"small", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"source", ROLE_INLINE, TAG_VOID, GROUP_NONE},
    {"span", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"strike", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"strong", ROLE_STRONG, TAG_WORD, GROUP_NONE},
    {"style", ROLE_INLINE, TAG_RAW | TAG_HEAD | TAG_WORD, GROUP_NONE},
    {"sub", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"summary", ROLE_FLOW, TAG_BLOCK, GROUP_NONE},
    {"sup", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"svg", ROLE_INLINE, TAG_GONE, GROUP_NONE},
    {"table", ROLE_TABLE, TAG_BLOCK | TAG_BARRIER, GROUP_TABLE},
    {"tbody", ROLE_INLINE, 0, GROUP_ROWS},
    {"td", ROLE_CELL, TAG_BARRIER, GROUP_CELL},
    {"template", ROLE_INLINE, TAG_GONE | TAG_HEAD | TAG_BARRIER, GROUP_NONE},
    {"textarea", ROLE_INLINE, TAG_RAW, GROUP_NONE},
    {"tfoot", ROLE_INLINE, 0, GROUP_ROWS},
    {"th", ROLE_HEADER_CELL, TAG_BARRIER, GROUP_CELL},
    {"thead", ROLE_INLINE, 0, GROUP_ROWS},
    {"time", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"title", ROLE_INLINE, TAG_RAW_TEXT | TAG_HEAD | TAG_GONE, GROUP_TITLE},
    {"tr", ROLE_ROW, 0, GROUP_ROW},
    {"track", ROLE_INLINE, TAG_VOID, GROUP_NONE},
    {"tt", ROLE_CODE, TAG_WORD, GROUP_NONE},
    {"u", ROLE_INLINE, TAG_WORD, GROUP_NONE},
    {"ul", ROLE_LIST, TAG_BLOCK, GROUP_LIST},
    {"var", ROLE_EMPHASIS, TAG_WORD, GROUP_NONE},
    {"video", ROLE_INLINE, TAG_GONE, GROUP_NONE},
    {"wbr", ROLE_INLINE, TAG_VOID | TAG_WORD, GROUP_NONE},
    {"xmp", ROLE_CODE_BLOCK, TAG_BLOCK | TAG_RAW_TEXT, GROUP_NONE},
};

static const struct tag unknown = {"", ROLE_INLINE, 0, GROUP_NONE};

const struct tag *tag_find(struct str name) {
  size_t low = 0, high = COUNT_OF(tags);
  while (low < high && name.len < NAME_BYTES_MAX) {
    size_t middle = low + (high - low) / 2;
    const char *other = tags[middle].name;
    int order = strncasecmp(name.ptr, other, name.len);
    order = order == 0 && other[name.len] != '\0' ? -1 : order;
    if (order == 0) {
      return &tags[middle];
    }
    low = order > 0 ? middle + 1 : low;
    high = order < 0 ? middle : high;
  }
  return &unknown;
}

bool tag_is_unknown(const struct tag *tag) {
  return tag == &unknown;
}

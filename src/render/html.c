#include "html.h"

#include "address.h"
#include "gap.h"
#include "safe.h"

static struct str replacement(uint32_t character) {
  switch (character) {
  case '&':
    return STR("&amp;");
  case '<':
    return STR("&lt;");
  case '>':
    return STR("&gt;");
  case '"':
    return STR("&quot;");
  case '\'':
    return STR("&#39;");
  case 0xFFFD: /* also what malformed bytes read as */
    return STR("\xEF\xBF\xBD");
  default:
    return safe_is_harmful(character) ? STR(" ") : STR("");
  }
}

void html_text(struct buf *out, struct str text) {
  size_t written = 0;
  for (size_t at = 0; at < text.len;) {
    size_t begin = at;
    struct str instead = replacement(utf8_next(text, &at));
    if (instead.len > 0) {
      buf_add(out, str_slice(text, written, begin));
      buf_add(out, instead);
      written = at;
    }
  }
  buf_add(out, str_slice(text, written, text.len));
}

void html_address(struct buf *out, struct str address) {
  struct buf encoded;
  buf_init(&encoded, out->ceiling);
  address_add(&encoded, address);
  html_text(out, buf_str(&encoded));
  out->failed |= buf_failed(&encoded);
  buf_free(&encoded);
}

void html_href(struct buf *out, struct str address) {
  buf_add(out, STR(" href=\""));
  html_address(out, address);
  buf_add(out, address_is_external(address) ? STR("\" rel=\"noopener\"") : STR("\""));
}

void html_language(struct buf *out, struct str lang) {
  for (size_t i = 0; i < lang.len; i++) {
    html_text(out, lang.ptr[i] == '_' ? STR("-") : str_slice(lang, i, i + 1));
  }
}

void html_lang(struct buf *out, struct str lang) {
  if (lang.len > 0) {
    buf_add(out, STR(" lang=\""));
    html_language(out, lang);
    buf_byte(out, '"');
  }
}

void html_link(struct buf *out, struct str lang, struct str address, struct str text) {
  buf_add(out, STR("<a"));
  html_lang(out, lang);
  html_href(out, address);
  buf_byte(out, '>');
  html_text(out, text);
  buf_add(out, STR("</a>"));
}

static void add_quote(struct buf *out, struct str text) {
  for (enum gap gap = GAP_LINE; gap != GAP_END;) {
    html_text(out, gap_next(&text, &gap));
    buf_add(out, gap == GAP_LINE ? STR("<br>") : gap == GAP_CELL ? GAP_CELL_TEXT : STR(""));
  }
}

void html_passage(struct buf *out, const struct passage *passage) {
  size_t written = 0;
  buf_add(out, passage->cut_before ? STR("… ") : STR(""));
  for (size_t i = 0; i < passage->match_count; i++) {
    struct span match = passage->matches[i];
    add_quote(out, str_slice(passage->text, written, match.begin));
    buf_add(out, STR("<mark>"));
    add_quote(out, str_slice(passage->text, match.begin, match.end));
    buf_add(out, STR("</mark>"));
    written = match.end;
  }
  add_quote(out, str_slice(passage->text, written, passage->text.len));
  buf_add(out, passage->cut_after ? STR(" …") : STR(""));
}

void html_marked(struct buf *out, struct str text, const struct span *matches, size_t count) {
  size_t written = 0;
  for (size_t i = 0; i < count; i++) {
    html_text(out, str_slice(text, written, matches[i].begin));
    buf_add(out, STR("<mark>"));
    html_text(out, str_slice(text, matches[i].begin, matches[i].end));
    buf_add(out, STR("</mark>"));
    written = matches[i].end;
  }
  html_text(out, str_slice(text, written, text.len));
}

void html_absolute(struct buf *out, struct str base, struct str address) {
  if (!address_is_web(address)) {
    html_text(out, base);
  }
  html_address(out, address);
}

/* What HTML or a reader could take for something else; in JSON all of these stand in strings alone. */
static bool means_something(uint32_t character) {
  return character == '<' || character == '>' || character == '&' || character == '\'' || safe_is_harmful(character);
}

void html_data(struct buf *out, struct str json) {
  size_t written = 0;
  buf_add(out, STR("<script type=\"application/ld+json\">"));
  for (size_t at = 0; at < json.len;) {
    size_t begin = at;
    uint32_t character = utf8_next(json, &at);
    if (means_something(character)) {
      buf_add(out, str_slice(json, written, begin));
      buf_format(out, "\\u%04x", (unsigned)character);
      written = at;
    }
  }
  buf_add(out, str_slice(json, written, json.len));
  buf_add(out, STR("</script>\n"));
}

void html_date(struct buf *out, const struct speech *speech, struct str date) {
  struct buf spelled;
  buf_init(&spelled, 64 + date.len);
  speech_date(&spelled, speech, date);
  buf_add(out, STR("<time datetime=\""));
  html_text(out, date);
  buf_add(out, STR("\">"));
  html_text(out, buf_str(&spelled));
  buf_add(out, STR("</time>"));
  out->failed |= buf_failed(&spelled);
  buf_free(&spelled);
}

static void end_say(struct buf *out, struct buf *said) {
  html_text(out, buf_str(said));
  out->failed |= buf_failed(said);
  buf_free(said);
}

void html_say(struct buf *out, html_sentence *sentence, const struct speech *speech, const struct search_answer *answer) {
  struct buf said;
  buf_init(&said, out->ceiling);
  sentence(&said, speech, answer);
  end_say(out, &said);
}

void html_text_of(struct buf *out, const struct speech *speech, enum say say) {
  html_text(out, speech_text(speech, say));
}

void html_counted(struct buf *out, const struct speech *speech, enum say say, uint64_t number) {
  struct buf said;
  buf_init(&said, out->ceiling);
  speech_counted(&said, speech, say, number);
  end_say(out, &said);
}

void html_named(struct buf *out, const struct speech *speech, struct str name, struct str value) {
  struct buf said;
  buf_init(&said, out->ceiling);
  speech_say(&said, speech_text(speech, SAY_NAMED), (struct speech_value[]){{'k', name}, {'v', value}, {'\0', STR("")}});
  end_say(out, &said);
}

void html_fill(struct buf *out, const struct speech *speech, enum say say, html_slot *fill, const void *subject) {
  struct str sentence = speech_text(speech, say), text;
  for (char slot = ' '; slot != '\0';) {
    slot = speech_next(&sentence, &text);
    html_text(out, text);
    if (slot != '\0') {
      fill(out, speech, slot, subject);
    }
  }
}

void html_paragraph(struct buf *out, const struct speech *speech, const char *kind, enum say say, html_slot *fill,
                    const void *subject) {
  buf_format(out, "<p class=\"%s\" lang=\"%s\">", kind, speech->lang);
  html_fill(out, speech, say, fill, subject);
  buf_add(out, STR("</p>\n"));
}

void html_words(struct buf *out, const struct speech *speech, const char *element, const char *attributes, enum say say) {
  buf_format(out, "<%s%s lang=\"%s\">", element, attributes, speech->lang);
  html_text_of(out, speech, say);
  buf_format(out, "</%s>", element);
}

void html_speech(struct buf *out, const struct speech *speech) {
  html_lang(out, str_of(speech->lang));
}

static bool is_plain_word(struct str tag) {
  for (size_t at = 0; at < tag.len;) {
    if (unicode_class(utf8_next(tag, &at)) == UNICODE_OTHER) {
      return false;
    }
  }
  return tag.len > 0;
}

/* The tag as a part of a query: tag:knee, tag:"joint disease". A quotation mark cannot stand in it. */
static void add_filter(struct buf *out, struct str tag) {
  bool plain = is_plain_word(tag);
  buf_add(out, plain ? STR("tag:") : STR("tag:\""));
  for (size_t i = 0; i < tag.len; i++) {
    buf_byte(out, tag.ptr[i] == '"' ? ' ' : tag.ptr[i]);
  }
  buf_add(out, plain ? STR("") : STR("\""));
}

static void add_tag(struct buf *out, struct str query, struct str tag) {
  struct buf narrowed;
  buf_init(&narrowed, out->ceiling);
  add_filter(&narrowed, tag);
  bool narrow = buf_failed(&narrowed) || !str_contains(query, buf_str(&narrowed));
  buf_add(out, STR("<li>"));
  if (narrow) {
    buf_add(out, STR("<a href=\"/search?q="));
    address_add_parameter(out, query);
    buf_add(out, STR("&amp;tag="));
    address_add_parameter(out, tag);
    buf_add(out, STR("\">"));
  }
  html_text(out, tag);
  buf_add(out, narrow ? STR("</a></li>") : STR("</li>"));
  out->failed |= buf_failed(&narrowed);
  buf_free(&narrowed);
}

void html_tags(struct buf *out, const struct speech *speech, struct str query, const struct str *tags, size_t count) {
  if (count == 0) {
    return;
  }
  buf_add(out, STR("<ul class=\"tags\" aria-label=\""));
  html_text_of(out, speech, SAY_TAGS);
  buf_add(out, STR("\">"));
  for (size_t i = 0; i < count; i++) {
    add_tag(out, str_trim(query), tags[i]);
  }
  buf_add(out, STR("</ul>\n"));
}

void html_topic_href(struct buf *out, struct str id, struct str lang) {
  buf_add(out, STR(" href=\"/topics/"));
  html_text(out, id); /* letters, digits and - */
  if (lang.len > 0) {
    buf_add(out, STR("?lang="));
    address_add_parameter(out, lang);
  }
  buf_byte(out, '"');
}

/* Its direction is its own: the article that it stands before has that of its title. */
static void add_crumb(struct buf *out, const struct search_crumb *crumb, struct str lang) {
  bool leads = crumb->topic.len > 0 || crumb->url.len > 0;
  buf_add(out, leads ? STR("<a dir=\"auto\"") : STR("<bdi>"));
  if (crumb->topic.len > 0) {
    html_topic_href(out, crumb->topic, lang);
  } else if (leads) {
    html_href(out, crumb->url);
  }
  buf_add(out, leads ? STR(">") : STR(""));
  html_text(out, crumb->title);
  buf_add(out, leads ? STR("</a>") : STR("</bdi>"));
}

void html_crumbs(struct buf *out, const struct search_crumb *crumbs, size_t count, struct str lang) {
  buf_add(out, count > 0 ? STR("<p class=\"crumbs\">") : STR(""));
  for (size_t i = 0; i < count; i++) {
    buf_add(out, i > 0 ? STR(" › ") : STR(""));
    add_crumb(out, &crumbs[i], lang);
  }
  buf_add(out, count > 0 ? STR("</p>\n") : STR(""));
}

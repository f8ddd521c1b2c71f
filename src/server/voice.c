#include "server/voice.h"

#include "server/negotiate.h"

struct str voice_liked(const struct call *call) {
  return negotiate_language(call->request->accept_language, render_speaks);
}

/* The visitor's, from now on a part of what the answer depends on. */
static struct str take_liked(struct call *call) {
  call->response->negotiated = true;
  return voice_liked(call);
}

struct str voice_language(struct str tag) {
  size_t hyphen = str_find(tag, '-', 0), line = str_find(tag, '_', 0);
  return str_slice(tag, 0, hyphen < line ? hyphen : line);
}

/* What pages speak about something in a language: where that is written in several ways, in the one that the visitor likes. */
static struct str spoken_about(struct call *call, struct str about) {
  struct str spoken = render_speaks(about);
  if (!render_speaks_variously(about)) {
    return spoken;
  }
  struct str liked = take_liked(call);
  return str_equal(voice_language(liked), voice_language(spoken)) ? liked : spoken;
}

bool voice_find(struct call *call, struct str about, struct render_site *site, struct error *err) {
  struct search_name name;
  *site = (struct render_site){.base = call_base(call), .lang = spoken_about(call, about)};
  if (!search_naming(call->reader->searcher, call->reader->store, about, voice_liked(call), &call->arena, &name, err)) {
    return false;
  }
  site->name = name.name;
  site->description = name.description;
  if (site->lang.len == 0) {
    site->lang = name.lang.len > 0 ? render_speaks(name.lang) : take_liked(call);
  }
  return true;
}

/* How well who reads one language reads another: the same one, one that pages have the same texts for, one that is written
 * otherwise. */
static unsigned closeness(struct str lang, struct str wanted) {
  struct str spoken = render_speaks(wanted);
  bool same_texts = spoken.len > 0 && str_equal(render_speaks(lang), spoken);
  return str_equal(lang, wanted) ? 3 : same_texts ? 2 : str_equal(voice_language(lang), voice_language(wanted)) ? 1 : 0;
}

bool voice_choose(struct call *call, const struct str *langs, size_t count, struct str *lang, struct error *err) {
  struct search_name name;
  if (!search_naming(call->reader->searcher, call->reader->store, STR(""), STR(""), &call->arena, &name, err)) {
    return false;
  }
  struct str wanted = name.lang.len > 0 ? name.lang : take_liked(call);
  unsigned closest = 0;
  *lang = count > 0 ? langs[0] : STR("");
  for (size_t i = 0; i < count; i++) {
    unsigned close = closeness(langs[i], wanted);
    *lang = close > closest ? langs[i] : *lang;
    closest = close > closest ? close : closest;
  }
  return true;
}

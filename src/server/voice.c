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

bool voice_find(struct call *call, struct str about, struct render_site *site, struct error *err) {
  struct search_name name;
  *site = (struct render_site){.base = call_base(call), .lang = render_speaks(about)};
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

bool voice_choose(struct call *call, const struct str *langs, size_t count, struct str *lang, struct error *err) {
  struct search_name name;
  if (!search_naming(call->reader->searcher, call->reader->store, STR(""), STR(""), &call->arena, &name, err)) {
    return false;
  }
  struct str wanted = name.lang.len > 0 ? name.lang : take_liked(call), spoken = render_speaks(wanted);
  *lang = count > 0 ? langs[0] : STR("");
  for (size_t i = 0; i < count; i++) {
    if (str_equal(langs[i], wanted) || (spoken.len > 0 && str_equal(render_speaks(langs[i]), spoken))) {
      *lang = langs[i];
      return true;
    }
  }
  return true;
}

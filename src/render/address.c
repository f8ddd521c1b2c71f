#include "address.h"
#include "article/article.h"

#include <strings.h>

static bool scheme_is(struct str scheme, struct str wanted) {
  return scheme.len == wanted.len && strncasecmp(scheme.ptr, wanted.ptr, wanted.len) == 0;
}

bool address_is_web(struct str address) {
  struct str scheme = article_address_scheme(address);
  return scheme_is(scheme, STR("http")) || scheme_is(scheme, STR("https"));
}

bool address_is_external(struct str address) {
  return address_is_web(address) || str_starts_with(address, STR("//"));
}

static bool is_allowed(struct str address) {
  return address_is_web(address) || scheme_is(article_address_scheme(address), STR("mailto")) ||
         (article_address_scheme(address).len == 0 && !str_starts_with(address, STR(":")));
}

void address_add(struct buf *out, struct str address) {
  if (is_allowed(address)) {
    encode_percent(address, "-._~:/?#[]@!$&'()*+,;=%", out);
  } else {
    buf_byte(out, '#');
  }
}

void address_add_parameter(struct buf *out, struct str text) {
  encode_percent(text, "-._~", out);
}

void address_add_section(struct buf *out, struct str url, struct str anchor) {
  if (anchor.len == 0) {
    buf_add(out, url);
    return;
  }
  buf_add(out, str_slice(url, 0, str_find(url, '#', 0)));
  buf_byte(out, '#');
  buf_add(out, anchor);
}

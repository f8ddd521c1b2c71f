#include "server/forwarded.h"

#include <strings.h>

/* Whether the quotation mark there is one of the text, behind a backslash. */
static bool is_escaped(struct str text, size_t at) {
  size_t backslashes = 0;
  while (backslashes < at && text.ptr[at - 1 - backslashes] == '\\') {
    backslashes++;
  }
  return backslashes % 2 == 1;
}

/*
 * The last part between commas that stand in no quotation marks; shortens the header by it. Read from the end, where the
 * proxy wrote: a mark that a visitor opens and never closes must not swallow that.
 */
static bool last_part(struct str *header, struct str *part) {
  if (header->len == 0) {
    return false;
  }
  bool quoted = false;
  size_t begin = header->len;
  while (begin > 0 && (quoted || header->ptr[begin - 1] != ',')) {
    begin--;
    quoted ^= header->ptr[begin] == '"' && !is_escaped(*header, begin);
  }
  *part = str_trim(str_slice(*header, begin, header->len));
  header->len = begin > 0 ? begin - 1 : 0;
  return true;
}

/* Where the pair that begins at `at` ends: at a semicolon that stands in no quotation marks. */
static size_t pair_end(struct str element, size_t at) {
  bool quoted = false;
  while (at < element.len && (quoted || element.ptr[at] != ';')) {
    quoted ^= element.ptr[at] == '"' && !is_escaped(element, at);
    at++;
  }
  return at;
}

/* What stands behind "for=" or the like in an element of Forwarded, without quotation marks. */
static struct str value_of(struct str element, struct str name) {
  for (size_t at = 0; at < element.len;) {
    size_t end = pair_end(element, at);
    struct str pair = str_trim(str_slice(element, at, end));
    if (pair.len > name.len && strncasecmp(pair.ptr, name.ptr, name.len) == 0) {
      struct str value = str_slice(pair, name.len, pair.len);
      bool quoted = value.len > 1 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"';
      return quoted ? str_slice(value, 1, value.len - 1) : value;
    }
    at = end + 1;
  }
  return STR("");
}

/* Reads "192.0.2.1", "192.0.2.1:80", "2001:db8::1" and "[2001:db8::1]:80". */
static bool read_hop(struct str hop, struct address *address) {
  if (hop.len > 0 && hop.ptr[0] == '[') {
    return address_read(str_slice(hop, 1, str_find(hop, ']', 0)), address);
  }
  size_t colon = str_find(hop, ':', 0);
  bool has_port = colon < hop.len && str_find(hop, ':', colon + 1) == hop.len;
  return address_read(has_port ? str_slice(hop, 0, colon) : hop, address);
}

struct address forwarded_client(const struct policy *policy, struct address peer, const struct forwarded *forwarded) {
  bool elements = forwarded->x_for.len == 0;
  struct str header = elements ? forwarded->elements : forwarded->x_for;
  struct str part;
  while (policy_trusts(policy, &peer) && last_part(&header, &part)) {
    struct address next;
    if (!read_hop(elements ? value_of(part, STR("for=")) : part, &next)) {
      break;
    }
    peer = next;
  }
  return peer;
}

bool forwarded_secure(const struct policy *policy, struct address peer, const struct forwarded *forwarded) {
  bool elements = forwarded->x_proto.len == 0;
  struct str header = elements ? forwarded->elements : forwarded->x_proto;
  struct str part;
  if (!policy_trusts(policy, &peer) || !last_part(&header, &part)) {
    return false;
  }
  struct str scheme = elements ? value_of(part, STR("proto=")) : part;
  return scheme.len == STR("https").len && strncasecmp(scheme.ptr, "https", scheme.len) == 0;
}

#include "server/forwarded.h"

#include <strings.h>

/* The last part between commas; shortens the header by it. */
static bool last_part(struct str *header, struct str *part) {
  if (header->len == 0) {
    return false;
  }
  size_t begin = header->len;
  while (begin > 0 && header->ptr[begin - 1] != ',') {
    begin--;
  }
  *part = str_trim(str_slice(*header, begin, header->len));
  header->len = begin > 0 ? begin - 1 : 0;
  return true;
}

/* What stands behind for= in an element of Forwarded, without quotation marks. */
static struct str for_value(struct str element) {
  for (size_t at = 0; at < element.len;) {
    size_t end = str_find(element, ';', at);
    struct str pair = str_trim(str_slice(element, at, end));
    if (pair.len > 4 && strncasecmp(pair.ptr, "for=", 4) == 0) {
      struct str value = str_slice(pair, 4, pair.len);
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

struct address forwarded_client(const struct policy *policy, struct address peer, struct str x_forwarded_for,
                                struct str forwarded) {
  bool elements = x_forwarded_for.len == 0;
  struct str header = elements ? forwarded : x_forwarded_for;
  struct str part;
  while (policy_trusts(policy, &peer) && last_part(&header, &part)) {
    struct address next;
    if (!read_hop(elements ? for_value(part) : part, &next)) {
      break;
    }
    peer = next;
  }
  return peer;
}

#include "server/incoming.h"

#include "server/forwarded.h"

#include <strings.h>

enum { FRAMING_BYTES_MAX = 1 << 16 };

/* The lines of one header. */
struct lines {
  const char *name;
  struct arena *arena;
  size_t count;
  bool differ; /* they say several things */
  struct str last;
  struct str list; /* all of them, with commas between: where a header is a list, that says the same (RFC 9110, 5.3) */
};

static enum MHD_Result take_line(void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
  struct lines *lines = context;
  (void)kind;
  if (strcasecmp(name, lines->name) == 0 && value != NULL) {
    lines->differ = lines->differ || (lines->count > 0 && !str_equal(lines->last, str_of(value)));
    lines->last = str_of(value);
    lines->list =
        lines->count++ == 0 ? lines->last : arena_format(lines->arena, "%.*s, %.*s", STR_ARG(lines->list), STR_ARG(lines->last));
  }
  return MHD_YES;
}

static struct lines read_lines(struct MHD_Connection *connection, struct arena *arena, const char *name) {
  struct lines lines = {.name = name, .arena = arena, .last = STR(""), .list = STR("")};
  (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, take_line, &lines);
  return lines;
}

static struct str list_of(struct MHD_Connection *connection, struct arena *arena, const char *name) {
  return read_lines(connection, arena, name).list;
}

struct str incoming_header(struct MHD_Connection *connection, const char *name) {
  return str_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

enum framing incoming_framing(struct MHD_Connection *connection) {
  struct arena arena;
  arena_init(&arena, FRAMING_BYTES_MAX);
  const struct lines length = read_lines(connection, &arena, MHD_HTTP_HEADER_CONTENT_LENGTH);
  const struct lines coding = read_lines(connection, &arena, MHD_HTTP_HEADER_TRANSFER_ENCODING);
  bool chunked = coding.count == 1 && strcasecmp(coding.last.ptr, "chunked") == 0;
  arena_free(&arena);
  return length.differ || (length.count > 0 && coding.count > 0) ? FRAMING_AMBIGUOUS
         : coding.count > 0 && !chunked                          ? FRAMING_UNKNOWN
                                                                 : FRAMING_GOOD;
}

/* Of what proxies say the last line counts: what stands before it may be the visitor's own. */
static struct forwarded forwarded_of(struct MHD_Connection *connection, struct arena *arena) {
  return (struct forwarded){
      .x_for = read_lines(connection, arena, "X-Forwarded-For").last,
      .x_proto = read_lines(connection, arena, "X-Forwarded-Proto").last,
      .elements = read_lines(connection, arena, MHD_HTTP_HEADER_FORWARDED).last,
  };
}

struct address incoming_peer(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *peer = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  return address_of(peer == NULL ? NULL : peer->client_addr);
}

void incoming_read(struct MHD_Connection *connection, const struct policy *policy, bool tls, struct arena *arena,
                   struct request *request) {
  static const struct forwarded nothing = {STR(""), STR(""), STR("")};
  const union MHD_ConnectionInfo *size = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  const struct address peer = incoming_peer(connection);
  const struct forwarded forwarded = policy_trusts(policy, &peer) ? forwarded_of(connection, arena) : nothing;
  const struct lines hosts = read_lines(connection, arena, MHD_HTTP_HEADER_HOST);
  request->none_match = list_of(connection, arena, MHD_HTTP_HEADER_IF_NONE_MATCH);
  request->accept = list_of(connection, arena, MHD_HTTP_HEADER_ACCEPT);
  request->accept_language = list_of(connection, arena, MHD_HTTP_HEADER_ACCEPT_LANGUAGE);
  request->accept_encoding = list_of(connection, arena, MHD_HTTP_HEADER_ACCEPT_ENCODING);
  request->origin = incoming_header(connection, MHD_HTTP_HEADER_ORIGIN);
  request->host = hosts.last;
  request->many_hosts = hosts.count > 1;
  size_t bytes = size == NULL ? 0 : size->header_size;
  request->header_bytes = bytes > request->target.len ? bytes - request->target.len : 0;
  request->client = forwarded_client(policy, peer, &forwarded);
  request->secure = tls || forwarded_secure(policy, peer, &forwarded);
}

#include "server/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>

static const uint8_t v4_prefix[12] = {[10] = 0xff, [11] = 0xff};

static bool is_v4(const struct address *address) {
  return memcmp(address->bytes, v4_prefix, sizeof v4_prefix) == 0;
}

static struct address of_v4(const struct in_addr *v4) {
  struct address address;
  memcpy(address.bytes, v4_prefix, sizeof v4_prefix);
  memcpy(address.bytes + sizeof v4_prefix, v4, sizeof *v4);
  return address;
}

bool address_read(struct str text, struct address *address) {
  char copy[ADDRESS_TEXT_MAX];
  struct in_addr v4;
  if (text.len == 0 || text.len >= sizeof copy) {
    return false;
  }
  memcpy(copy, text.ptr, text.len);
  copy[text.len] = '\0';
  if (inet_pton(AF_INET, copy, &v4) == 1) {
    *address = of_v4(&v4);
    return true;
  }
  return inet_pton(AF_INET6, copy, address->bytes) == 1;
}

struct address address_of(const struct sockaddr *peer) {
  struct address address = {{0}};
  if (peer != NULL && peer->sa_family == AF_INET) {
    struct sockaddr_in v4;
    memcpy(&v4, peer, sizeof v4);
    return of_v4(&v4.sin_addr);
  }
  if (peer != NULL && peer->sa_family == AF_INET6) {
    struct sockaddr_in6 v6;
    memcpy(&v6, peer, sizeof v6);
    memcpy(address.bytes, &v6.sin6_addr, sizeof address.bytes);
  }
  return address;
}

bool address_is_known(const struct address *address) {
  static const struct address unknown = {{0}};
  return memcmp(address, &unknown, sizeof unknown) != 0;
}

struct address address_household(const struct address *address) {
  struct address household = *address;
  if (!is_v4(address)) {
    memset(household.bytes + ADDRESS_BYTES / 2, 0, ADDRESS_BYTES / 2);
  }
  return household;
}

void address_write(const struct address *address, char text[ADDRESS_TEXT_MAX]) {
  const char *done = NULL;
  if (address_is_known(address)) {
    done = is_v4(address) ? inet_ntop(AF_INET, address->bytes + sizeof v4_prefix, text, ADDRESS_TEXT_MAX)
                          : inet_ntop(AF_INET6, address->bytes, text, ADDRESS_TEXT_MAX);
  }
  if (done == NULL) {
    (void)snprintf(text, ADDRESS_TEXT_MAX, "-");
  }
}

bool network_read(struct str text, struct network *network) {
  size_t slash = str_find(text, '/', 0);
  uint64_t bits;
  if (!address_read(str_slice(text, 0, slash), &network->address)) {
    return false;
  }
  unsigned most = is_v4(&network->address) ? 32 : 128;
  if (slash == text.len) {
    bits = most;
  } else if (!str_to_number(str_slice(text, slash + 1, text.len), most, &bits)) {
    return false;
  }
  network->bits = (unsigned)bits + 128 - most;
  return true;
}

bool network_has(const struct network *network, const struct address *address) {
  size_t whole = network->bits / 8;
  unsigned rest = network->bits % 8;
  uint8_t mask = (uint8_t)(0xff00U >> rest);
  return memcmp(network->address.bytes, address->bytes, whole) == 0 &&
         (rest == 0 || ((network->address.bytes[whole] ^ address->bytes[whole]) & mask) == 0);
}

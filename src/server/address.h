/* address: addresses of clients and networks, IPv4 and IPv6 alike. Private to server. */
#ifndef MARROW_SERVER_ADDRESS_H
#define MARROW_SERVER_ADDRESS_H

#include "base/base.h"

#include <sys/socket.h>

enum { ADDRESS_BYTES = 16, ADDRESS_TEXT_MAX = 46 };

/* IPv4 as IPv6 has it, ::ffff:192.0.2.1. All zero: not known, as of whoever comes through a Unix socket. */
struct address {
  uint8_t bytes[ADDRESS_BYTES];
};

/* "192.0.2.0/24": the addresses whose first bits are these. */
struct network {
  struct address address;
  unsigned bits;
};

/* Reads "192.0.2.1" or "2001:db8::1". */
bool address_read(struct str text, struct address *address);

struct address address_of(const struct sockaddr *peer);
bool address_is_known(const struct address *address);

/* Whose address it is as far as can be told: an IPv6 one becomes that of its network of 64 bits, which one household has. */
struct address address_household(const struct address *address);

/* As people write it; "-" where it is not known. */
void address_write(const struct address *address, char text[ADDRESS_TEXT_MAX]);

/* Reads an address, or one with the number of its first bits behind a slash. */
bool network_read(struct str text, struct network *network);
bool network_has(const struct network *network, const struct address *address);

#endif

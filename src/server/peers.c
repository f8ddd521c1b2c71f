#include "server/peers.h"

#include <stdlib.h>
#include <sys/random.h>

enum { SLOTS = 1024 };

struct peer {
  struct peer *next; /* in the slot */
  struct address household;
  size_t open;
};

struct peers {
  uint8_t seed[ADDRESS_BYTES]; /* nobody knows whose addresses share a slot */
  struct peer *slots[SLOTS];
};

struct peers *peers_new(void) {
  struct peers *peers = calloc(1, sizeof *peers);
  if (peers != NULL) {
    (void)!getrandom(peers->seed, sizeof peers->seed, GRND_NONBLOCK);
  }
  return peers;
}

void peers_free(struct peers *peers) {
  for (size_t i = 0; peers != NULL && i < SLOTS; i++) {
    while (peers->slots[i] != NULL) {
      struct peer *peer = peers->slots[i];
      peers->slots[i] = peer->next;
      free(peer);
    }
  }
  free(peers);
}

static size_t slot_of(const struct peers *peers, const struct address *household) {
  uint8_t key[2 * ADDRESS_BYTES];
  memcpy(key, peers->seed, ADDRESS_BYTES);
  memcpy(key + ADDRESS_BYTES, household, ADDRESS_BYTES);
  return digest_hash((struct str){(const char *)key, sizeof key}) % SLOTS;
}

static struct peer *find(const struct peers *peers, const struct address *household) {
  struct peer *peer = peers->slots[slot_of(peers, household)];
  while (peer != NULL && memcmp(&peer->household, household, sizeof *household) != 0) {
    peer = peer->next;
  }
  return peer;
}

struct peer *peers_add(struct peers *peers, const struct address *address) {
  const struct address household = address_household(address);
  struct peer *peer = find(peers, &household);
  if (peer == NULL) {
    struct peer **slot = &peers->slots[slot_of(peers, &household)];
    peer = malloc(sizeof *peer);
    if (peer == NULL) {
      return NULL;
    }
    *peer = (struct peer){*slot, household, 0};
    *slot = peer;
  }
  peer->open++;
  return peer;
}

void peers_remove(struct peers *peers, struct peer *peer) {
  if (--peer->open == 0) {
    struct peer **link = &peers->slots[slot_of(peers, &peer->household)];
    while (*link != peer) {
      link = &(*link)->next;
    }
    *link = peer->next;
    free(peer);
  }
}

size_t peers_count(const struct peers *peers, const struct address *address) {
  const struct address household = address_household(address);
  const struct peer *peer = find(peers, &household);
  return peer == NULL ? 0 : peer->open;
}

size_t peer_count(const struct peer *peer) {
  return peer->open;
}

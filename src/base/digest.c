#include "base/base.h"

#include <stdio.h>
#include <xxhash.h>

struct digest *digest_new(void) {
  XXH3_state_t *state = XXH3_createState();
  if (state != NULL) {
    (void)XXH3_128bits_reset(state);
  }
  return (struct digest *)state;
}

void digest_free(struct digest *digest) {
  (void)XXH3_freeState((XXH3_state_t *)digest);
}

void digest_reset(struct digest *digest) {
  (void)XXH3_128bits_reset((XXH3_state_t *)digest);
}

void digest_add(struct digest *digest, struct str field) {
  XXH3_state_t *state = (XXH3_state_t *)digest;
  unsigned char length[8];
  for (unsigned i = 0; i < sizeof length; i++) {
    length[i] = (unsigned char)((uint64_t)field.len >> (8 * i));
  }
  (void)XXH3_128bits_update(state, length, sizeof length);
  (void)XXH3_128bits_update(state, field.ptr == NULL ? "" : field.ptr, field.len);
}

void digest_hex(const struct digest *digest, char hex[DIGEST_HEX + 1]) {
  XXH128_hash_t hash = XXH3_128bits_digest((const XXH3_state_t *)digest);
  (void)snprintf(hex, DIGEST_HEX + 1, "%016llx%016llx", (unsigned long long)hash.high64, (unsigned long long)hash.low64);
}

void digest_bytes(const struct digest *digest, char bytes[DIGEST_BYTES]) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest((const XXH3_state_t *)digest));
  memcpy(bytes, canonical.digest, DIGEST_BYTES);
}

uint64_t digest_hash(struct str text) {
  return XXH3_64bits(text.ptr == NULL ? "" : text.ptr, text.len);
}

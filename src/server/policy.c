#include "server/policy.h"

#include <stdlib.h>

enum { POLICY_BYTES_MAX = 64 * 1024 };

struct policy {
  struct arena arena;
  struct str *origins;
  size_t origin_count;
  bool shared_with_all;
};

/* Scheme, host and perhaps a port, as browsers send them: nothing behind, no capitals. */
static bool is_origin(struct str origin) {
  size_t colon = str_find(origin, ':', 0);
  struct str host = str_slice(origin, colon + 3, origin.len);
  if (colon == 0 || host.len == 0 || !str_starts_with(str_slice(origin, colon, origin.len), STR("://"))) {
    return false;
  }
  for (size_t i = 0; i < origin.len; i++) {
    char byte = origin.ptr[i];
    if (byte <= ' ' || byte >= 0x7f || (byte >= 'A' && byte <= 'Z') || (i >= colon + 3 && strchr("/?#@*,", byte) != NULL)) {
      return false;
    }
  }
  return true;
}

static bool read_origins(struct policy *policy, const struct server_policy *wanted, struct error *err) {
  policy->origins = arena_array(&policy->arena, wanted->cors_count + 1, sizeof *policy->origins);
  for (size_t i = 0; i < wanted->cors_count && policy->origins != NULL; i++) {
    struct str origin = str_of(wanted->cors[i]);
    if (str_equal(origin, STR("*"))) {
      policy->shared_with_all = true;
    } else if (is_origin(origin)) {
      policy->origins[policy->origin_count++] = arena_copy(&policy->arena, origin);
    } else {
      return error_set(err, "%s: is no origin; give one like https://clinic.example, without a path, or * for all",
                       wanted->cors[i]);
    }
  }
  return !arena_failed(&policy->arena) || error_memory(err);
}

bool policy_new(const struct server_policy *wanted, struct policy **policy, struct error *err) {
  struct policy *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return error_memory(err);
  }
  arena_init(&made->arena, POLICY_BYTES_MAX);
  if (!read_origins(made, wanted, err)) {
    policy_free(made);
    return false;
  }
  *policy = made;
  return true;
}

void policy_free(struct policy *policy) {
  if (policy != NULL) {
    arena_free(&policy->arena);
    free(policy);
  }
}

enum sharing policy_sharing(const struct policy *policy) {
  return policy->shared_with_all ? SHARED_WITH_ALL : policy->origin_count > 0 ? SHARED_WITH_SOME : SHARED_WITH_NOBODY;
}

bool policy_shares_with(const struct policy *policy, struct str origin) {
  bool shared = policy->shared_with_all;
  for (size_t i = 0; i < policy->origin_count && !shared; i++) {
    shared = str_equal(policy->origins[i], origin);
  }
  return shared && origin.len > 0;
}

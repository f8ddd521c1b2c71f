#include "server/policy.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { POLICY_BYTES_MAX = 64 * 1024 };

struct policy {
  atomic_uint holders;
  struct arena arena;
  enum server_log log;
  struct str url;
  unsigned rate, burst, connections;
  uint64_t budget;
  struct network *proxies;
  size_t proxy_count;
  bool trusts_unix;
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

static bool read_proxies(struct policy *policy, const struct server_policy *wanted, struct error *err) {
  policy->proxies = arena_array(&policy->arena, wanted->proxy_count + 1, sizeof *policy->proxies);
  for (size_t i = 0; i < wanted->proxy_count && policy->proxies != NULL; i++) {
    struct str text = str_of(wanted->proxies[i]);
    if (str_equal(text, STR("unix"))) {
      policy->trusts_unix = true;
    } else if (!network_read(text, &policy->proxies[policy->proxy_count++])) {
      return error_set(err, "%s: is no address or network; give one like 127.0.0.1 or 10.0.0.0/8, or unix", wanted->proxies[i]);
    }
  }
  return !arena_failed(&policy->arena) || error_memory(err);
}

/* Without a slash at its end. */
static bool read_url(struct policy *policy, const char *wanted, struct error *err) {
  struct str url = wanted == NULL ? STR("") : str_of(wanted);
  url.len -= url.len > 0 && url.ptr[url.len - 1] == '/';
  if (url.len > 0 && (!is_origin(url) || !str_starts_with(url, STR("http")))) {
    return error_set(err, "%s: is no address of a site; give one like https://clinic.example", wanted);
  }
  policy->url = arena_copy(&policy->arena, url);
  return policy->url.ptr != NULL || error_memory(err);
}

bool policy_new(const struct server_policy *wanted, struct policy **policy, struct error *err) {
  struct policy *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return error_memory(err);
  }
  atomic_init(&made->holders, 1);
  arena_init(&made->arena, POLICY_BYTES_MAX);
  made->log = wanted->log;
  made->rate = wanted->rate;
  made->connections = wanted->connections;
  made->budget = wanted->budget;
  made->burst = wanted->burst > 0 ? wanted->burst : 1;
  if (!read_origins(made, wanted, err) || !read_proxies(made, wanted, err) || !read_url(made, wanted->url, err)) {
    policy_put(made);
    return false;
  }
  *policy = made;
  return true;
}

void policy_put(struct policy *policy) {
  if (policy != NULL && atomic_fetch_sub(&policy->holders, 1) == 1) {
    arena_free(&policy->arena);
    free(policy);
  }
}

/* ---- the one that holds ---- */

struct policies {
  pthread_mutex_t mutex;
  struct policy *current;
};

struct policies *policies_new(struct policy *policy) {
  struct policies *policies = calloc(1, sizeof *policies);
  if (policies != NULL) {
    (void)pthread_mutex_init(&policies->mutex, NULL);
    policies->current = policy;
  }
  return policies;
}

void policies_free(struct policies *policies) {
  if (policies != NULL) {
    policy_put(policies->current);
    (void)pthread_mutex_destroy(&policies->mutex);
    free(policies);
  }
}

struct policy *policies_take(struct policies *policies) {
  (void)pthread_mutex_lock(&policies->mutex);
  struct policy *policy = policies->current;
  (void)atomic_fetch_add(&policy->holders, 1);
  (void)pthread_mutex_unlock(&policies->mutex);
  return policy;
}

void policies_exchange(struct policies *policies, struct policy *policy) {
  (void)pthread_mutex_lock(&policies->mutex);
  struct policy *old = policies->current;
  policies->current = policy;
  (void)pthread_mutex_unlock(&policies->mutex);
  policy_put(old);
}

/* ---- what it says ---- */

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

bool policy_trusts(const struct policy *policy, const struct address *peer) {
  if (!address_is_known(peer)) {
    return policy->trusts_unix;
  }
  for (size_t i = 0; i < policy->proxy_count; i++) {
    if (network_has(&policy->proxies[i], peer)) {
      return true;
    }
  }
  return false;
}

struct str policy_url(const struct policy *policy) {
  return policy->url;
}

enum server_log policy_log(const struct policy *policy) {
  return policy->log;
}

uint64_t policy_budget(const struct policy *policy) {
  return policy->budget;
}

unsigned policy_rate(const struct policy *policy) {
  return policy->rate;
}

unsigned policy_burst(const struct policy *policy) {
  return policy->burst;
}

unsigned policy_connections(const struct policy *policy) {
  return policy->connections;
}

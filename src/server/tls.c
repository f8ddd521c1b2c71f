#include "server/tls.h"

#include <microhttpd.h>

enum { PEM_BYTES_MAX = 1024 * 1024 };

bool tls_read(const char *cert, const char *key, struct tls *tls, struct error *err) {
  buf_init(&tls->cert, PEM_BYTES_MAX);
  buf_init(&tls->key, PEM_BYTES_MAX);
  if (cert == NULL && key == NULL) {
    return true;
  }
  if (MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES) {
    return error_set(err, "this libmicrohttpd was built without TLS; put a proxy in front");
  }
  if (!file_read(cert, PEM_BYTES_MAX, &tls->cert, err)) {
    return error_prefix(err, "%s: ", cert);
  }
  return file_read(key, PEM_BYTES_MAX, &tls->key, err) || error_prefix(err, "%s: ", key);
}

void tls_free(struct tls *tls) {
  if (tls->key.ptr != NULL) {
    explicit_bzero(tls->key.ptr, tls->key.len);
  }
  buf_free(&tls->cert);
  buf_free(&tls->key);
}

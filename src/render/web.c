#include "web.h"

const struct web_file *web_file_any(struct str name) {
  for (size_t i = 0; i < web_file_count; i++) {
    if (str_equal(str_of(web_files[i].name), name)) {
      return &web_files[i];
    }
  }
  return NULL;
}

const struct web_file *web_file_find(struct str name) {
  return str_equal(name, STR("page.html")) ? NULL : web_file_any(name);
}

#include "gate.h"

#include <sys/stat.h>

/* An index of few articles where there were many is most probably an accident. */
static bool check_share(const char *index, const struct store_facts *facts, struct error *err) {
  struct store *old = NULL;
  struct error ignored;
  if (!store_open(index, &old, &ignored)) {
    return true;
  }
  uint64_t before = store_facts(old)->articles;
  store_close(old);
  return before < INDEXER_SHRINK_FROM || (double)facts->articles >= INDEXER_SHARE_LEAST * (double)before ||
         error_set(err,
                   "%s: has %llu articles and the new index would have %llu; check the folder, or allow it with --allow-shrink",
                   index, (unsigned long long)before, (unsigned long long)facts->articles);
}

static bool check_size(const struct settings *settings, uint64_t bytes, struct error *err) {
  double megabytes = (double)bytes / 1e6, most = settings->publish.size;
  return most == 0 || megabytes <= most ||
         error_set(err, "the new index has %.1f MB, more than the %g MB that " SETTINGS_FILE " allows it (publish: size)",
                   megabytes, most);
}

bool gate_pass(const struct indexer_options *options, const struct settings *settings, const char *index, const char *path,
               struct indexer_report *report, struct error *err) {
  struct stat facts;
  report->file_bytes = stat(path, &facts) == 0 ? (uint64_t)facts.st_size : 0;
  return (options->allow_shrink || check_share(index, &report->facts, err)) && check_size(settings, report->file_bytes, err) &&
         (options->check == NULL || options->check(options->context, path, settings, err));
}

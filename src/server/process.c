#include "server/process.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static double seconds(const struct timeval *time) {
  return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

/* The second number of /proc/self/statm, which counts pages. */
static uint64_t resident_bytes(void) {
  unsigned long long all = 0, resident = 0;
  FILE *file = fopen("/proc/self/statm", "re");
  if (file != NULL) {
    char line[256];
    char *rest = line;
    if (fgets(line, sizeof line, file) != NULL) {
      all = strtoull(line, &rest, 10);
      resident = all > 0 ? strtoull(rest, NULL, 10) : 0;
    }
    (void)fclose(file);
  }
  return resident * (uint64_t)sysconf(_SC_PAGESIZE);
}

static uint64_t open_files(void) {
  uint64_t count = 0;
  DIR *folder = opendir("/proc/self/fd");
  if (folder == NULL) {
    return 0;
  }
  while (readdir(folder) != NULL) {
    count++;
  }
  (void)closedir(folder);
  return count > 3 ? count - 3 : 0; /* less ".", ".." and the folder itself */
}

struct process_facts process_facts(void) {
  struct process_facts facts = {.resident_bytes = resident_bytes(), .open_files = open_files()};
  struct rusage used;
  struct rlimit files;
  if (getrusage(RUSAGE_SELF, &used) == 0) {
    facts.cpu_seconds = seconds(&used.ru_utime) + seconds(&used.ru_stime);
  }
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    facts.files_most = files.rlim_cur;
  }
  return facts;
}

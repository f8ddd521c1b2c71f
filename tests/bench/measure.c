#include "bench.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

double seconds_now(void) {
  struct timespec now;
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double median(double *values, size_t count) {
  qsort(values, count, sizeof *values, compare);
  return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

double quantile(double *values, size_t count, double share) {
  qsort(values, count, sizeof *values, compare);
  size_t place = (size_t)ceil(share * (double)count);
  return values[place > 0 ? place - 1 : 0];
}

double least(const double *values, size_t count) {
  double found = values[0];
  for (size_t i = 1; i < count; i++) {
    found = values[i] < found ? values[i] : found;
  }
  return found;
}

double greatest(const double *values, size_t count) {
  double found = values[0];
  for (size_t i = 1; i < count; i++) {
    found = values[i] > found ? values[i] : found;
  }
  return found;
}

void *shared_memory(size_t bytes) {
  void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? NULL : memory;
}

bool run_apart(job *work, void *context, double *peak_megabytes, struct error *err) {
  struct error *said = shared_memory(sizeof *said);
  if (said == NULL) {
    return error_memory(err);
  }
  pid_t child = fork();
  if (child == 0) {
    _exit(work(context, said) ? 0 : 1);
  }
  int status = -1;
  struct rusage usage;
  bool ended = child > 0 && wait4(child, &status, 0, &usage) == child;
  bool done = ended && status == 0;
  if (!ended) {
    (void)error_set(err, "no process can be started (%s); end other programs", strerror(errno));
  } else if (!done) {
    (void)error_set(err, "%s", said->text[0] == '\0' ? "a measuring process was killed" : said->text);
  } else {
    *peak_megabytes = (double)usage.ru_maxrss / 1024;
  }
  (void)munmap(said, sizeof *said);
  return done;
}

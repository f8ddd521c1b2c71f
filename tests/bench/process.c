#include "bench.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RUNS = 200 };

extern char **environ;

/* Runs a program, found on the PATH, with nobody to read what it says. */
static bool run_program(const char *const arguments[], double *seconds, struct error *err) {
  posix_spawn_file_actions_t actions;
  if (posix_spawn_file_actions_init(&actions) != 0) {
    return error_memory(err);
  }
  pid_t child = -1;
  int status = -1;
  bool done = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) == 0 &&
              posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) == 0;
  double start = seconds_now();
  done = done && posix_spawnp(&child, arguments[0], &actions, NULL, (char *const *)arguments, environ) == 0 &&
         waitpid(child, &status, 0) == child && status == 0;
  *seconds = seconds_now() - start;
  (void)posix_spawn_file_actions_destroy(&actions);
  return done || error_set(err, "%s %s: cannot be started, or fails; is %s installed?", arguments[0], arguments[1], arguments[0]);
}

bool measure_process(const struct bench *bench, const struct queries groups[GROUP_COUNT], struct error *err) {
  static const char *const sqlite[] = {"sqlite3", ":memory:", "select 1", NULL};
  double ours[RUNS], other[RUNS];
  for (size_t i = 0; i < RUNS; i++) {
    const char *query = groups[RARE_1].text[i % groups[RARE_1].count];
    const char *const marrow[] = {bench->program, "search", "--index", bench->index, query, NULL};
    if (!run_program(marrow, &ours[i], err) || !run_program(sqlite, &other[i], err)) {
      return false;
    }
  }
  double mine = 1e3 * median(ours, RUNS), theirs = 1e3 * median(other, RUNS);
  table_title("Whole process (median of 200)", "sqlite3");
  table_row((struct row){"search of a rare word, ms", mine, theirs, mine / theirs, AT_MOST, 3});
  return true;
}

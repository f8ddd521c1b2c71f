#include "cli/cli.h"

#include "command.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static const struct command *const commands[] = {
    &command_init,  &command_index, &command_rollback, &command_search, &command_suggest, &command_show, &command_stats,
    &command_serve, &command_eval,  &command_explain,  &command_check,  &command_diff,    &command_help, NULL};

const struct command *const *command_list(void) {
  return commands;
}

const struct command *command_find(const char *name, struct error *err) {
  const char *names[COUNT_OF(commands)];
  size_t count = 0;
  for (; commands[count] != NULL; count++) {
    if (strcmp(name, commands[count]->name) == 0) {
      return commands[count];
    }
    names[count] = commands[count]->name;
  }
  const char *near = nearest_name(name, names, count);
  if (near != NULL) {
    (void)error_set(err, "there is no command \"%.100s\"; did you mean \"%s\"?", name, near);
  } else {
    (void)error_set(err, "there is no command \"%.100s\"; \"marrow help\" lists them", name);
  }
  return NULL;
}

static int run_command(int count, char **arguments, struct error *err) {
  const struct command *command = command_find(arguments[0], err);
  struct call call;
  if (command == NULL || !call_read(command, count - 1, arguments + 1, &call, err)) {
    return CLI_USAGE;
  }
  return call.help ? help_print(command, err) : command->run(&call, err);
}

static int dispatch(int count, char **arguments, struct error *err) {
  if (count < 2) {
    (void)error_set(err, "no command was given; \"marrow help\" lists them");
    return CLI_USAGE;
  }
  const char *first = arguments[1];
  if (strcmp(first, option_help.name) == 0 || strcmp(first, option_help.letter) == 0) {
    return help_print(NULL, err);
  }
  if (strcmp(first, "--version") == 0) {
    return output_write(STR("marrow " MARROW_VERSION "\n"), err) ? CLI_WELL : CLI_TROUBLE;
  }
  if (first[0] == '-') {
    (void)error_set(err, "before a command only --help and --version can stand, not \"%.100s\"", first);
    return CLI_USAGE;
  }
  return run_command(count - 1, arguments + 1, err);
}

/* A missing standard stream must not let the index file or a socket take its number. */
static void hold_standard_streams(void) {
  int file = 0;
  do {
    file = open("/dev/null", O_RDONLY);
  } while (file >= 0 && file <= STDERR_FILENO);
  if (file >= 0) {
    (void)close(file);
  }
}

int cli_run(int count, char **arguments) {
  hold_standard_streams();
  /* A reader that went away and a limit on file sizes become failures of a write, which are told. */
  (void)signal(SIGPIPE, SIG_IGN);
  (void)signal(SIGXFSZ, SIG_IGN);
  struct error err = {""};
  int status = dispatch(count, arguments, &err);
  if (err.text[0] != '\0') {
    output_complain(err.text);
  }
  return status;
}

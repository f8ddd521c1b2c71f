#include "check/check.h"
#include "command.h"
#include "quality/quality.h"

#include <stdlib.h>

const struct option option_help = {.name = "--help", .letter = "-h", .kind = OPTION_FLAG, .help = "show this text"};

/* The option's row; option_count stands for --help, more than that for none. */
static size_t find_option(const struct command *command, struct str typed) {
  for (size_t i = 0; i <= command->option_count; i++) {
    const struct option *option = i < command->option_count ? &command->options[i] : &option_help;
    if (str_equal(typed, str_of(option->name)) || (option->letter != NULL && str_equal(typed, str_of(option->letter)))) {
      return i;
    }
  }
  return command->option_count + 1;
}

static bool unknown_option(const struct command *command, struct str typed, struct error *err) {
  char name[64];
  size_t len = typed.len < sizeof name ? typed.len : sizeof name - 1;
  memcpy(name, typed.ptr, len);
  name[len] = '\0';
  const char *names[CALL_OPTIONS_MAX + 1] = {option_help.name};
  for (size_t i = 0; i < command->option_count; i++) {
    names[i + 1] = command->options[i].name;
  }
  const char *near = nearest_name(name, names, command->option_count + 1);
  if (near != NULL) {
    return error_set(err, "%s has no option \"%s\"; did you mean %s?", command->name, name, near);
  }
  if (command->dashed_words && name[1] != '-') {
    return error_set(err, "%s has no option \"%s\"; words that begin with - stand behind --, as in: marrow %s -- %s ...",
                     command->name, name, command->name, name);
  }
  return error_set(err, "%s has no option \"%s\"; \"marrow %s --help\" lists them", command->name, name, command->name);
}

static bool set_value(const struct option *option, const char *text, struct value *value, struct error *err) {
  value->text = text;
  if (option->kind == OPTION_TEXT && *text == '\0') {
    return error_set(err, "%s takes a value that is not empty: %s %s", option->name, option->name, option->value);
  }
  if (option->kind == OPTION_NUMBER &&
      (!str_to_number(str_of(text), option->most, &value->number) || value->number < option->least)) {
    return error_set(err, "%s takes a whole number from %ju to %ju, not \"%.100s\"", option->name, (uintmax_t)option->least,
                     (uintmax_t)option->most, text);
  }
  return true;
}

static bool repeat_value(const struct option *option, struct value *value, struct error *err) {
  if (value->count == CALL_REPEATS_MAX) {
    return error_set(err, "%s can be given %d times at most", option->name, CALL_REPEATS_MAX);
  }
  value->all[value->count++] = value->text;
  return true;
}

static bool set_fallbacks(const struct command *command, struct call *call, struct error *err) {
  for (size_t i = 0; i < command->option_count; i++) {
    const struct option *option = &command->options[i];
    const char *text = option->environment == NULL ? NULL : getenv(option->environment);
    text = text == NULL || *text == '\0' ? option->fallback : text;
    if (text != NULL && !set_value(option, text, &call->values[i], err)) {
      return false;
    }
  }
  return true;
}

/* What stands between the arguments and the call while they are read. */
struct reader {
  char **arguments;
  size_t count, at;
  bool ended; /* behind -- */
};

/* Reads the option at reader->at, and its value, which may be the next argument. */
static bool read_option(struct reader *reader, struct call *call, struct error *err) {
  const struct command *command = call->command;
  char *argument = reader->arguments[reader->at++];
  struct str name = str_of(argument);
  name.len = str_find(name, '=', 0);
  const char *attached = argument[name.len] == '=' ? argument + name.len + 1 : NULL;
  size_t row = find_option(command, name);
  if (row > command->option_count) {
    return unknown_option(command, name, err);
  }
  const struct option *option = row == command->option_count ? &option_help : &command->options[row];
  if (option->kind == OPTION_FLAG && attached != NULL) {
    return error_set(err, "%s takes no value, but has \"%.100s\"", option->name, attached);
  }
  if (option == &option_help) {
    call->help = true;
    return true;
  }
  call->values[row].given = true;
  if (option->kind == OPTION_FLAG) {
    return true;
  }
  if (attached == NULL && reader->at == reader->count) {
    return error_set(err, "%s takes a value: %s %s", option->name, option->name, option->value);
  }
  const char *text = attached != NULL ? attached : reader->arguments[reader->at++];
  return set_value(option, text, &call->values[row], err) && (!option->repeats || repeat_value(option, &call->values[row], err));
}

static bool is_word(const struct call *call, const struct reader *reader, const char *argument) {
  if (reader->ended || argument[0] != '-' || argument[1] == '\0') {
    return true;
  }
  return call->command->dashed_words && call->word_count > 0 && argument[1] != '-' &&
         find_option(call->command, str_of(argument)) > call->command->option_count;
}

static bool check_words(const struct call *call, struct error *err) {
  const struct command *command = call->command;
  const struct operand *operand = &command->operand;
  if (call->word_count < operand->least) {
    return error_set(err, "%s needs %s, as in: %s", command->name, operand->name, command->example);
  }
  if (call->word_count > operand->most && operand->most == 0) {
    return error_set(err, "%s takes options only, not \"%.100s\"", command->name, call->words[0]);
  }
  if (call->word_count > operand->most) {
    return error_set(err, "%s takes one %s; \"%.100s\" is one too many", command->name, operand->name,
                     call->words[operand->most]);
  }
  return true;
}

bool call_read(const struct command *command, int count, char **arguments, struct call *call, struct error *err) {
  *call = (struct call){.command = command, .words = arguments};
  if (!set_fallbacks(command, call, err)) {
    return false;
  }
  struct reader reader = {.arguments = arguments, .count = (size_t)count};
  while (reader.at < reader.count && !call->help) {
    char *argument = arguments[reader.at];
    if (!reader.ended && strcmp(argument, "--") == 0) {
      reader.ended = true;
      reader.at++;
    } else if (is_word(call, &reader, argument)) {
      arguments[call->word_count++] = argument;
      reader.at++;
    } else if (!read_option(&reader, call, err)) {
      return false;
    }
  }
  return call->help || check_words(call, err);
}

void call_known_names(struct settings_known *known) {
  *known = (struct settings_known){.weight_count = 0};
  quality_known_names(known);
  check_known_names(known);
}

bool call_format(const struct value *format, const struct value *json, const char *const *names, size_t count, size_t *which,
                 struct error *err) {
  const char *wanted = json->given ? "json" : format->text;
  for (*which = 0; *which < count; ++*which) {
    if (strcmp(wanted, names[*which]) == 0) {
      return true;
    }
  }
  const char *near = nearest_name(wanted, names, count);
  return error_set(err, "--format knows no \"%.100s\"; did you mean %s?", wanted, near != NULL ? near : names[0]);
}

#include "command.h"

static void add_padded(struct buf *out, const char *text, size_t width) {
  buf_format(out, "  %-*s  ", (int)width, text);
}

static void add_overview(struct buf *out) {
  buf_add(out, STR("Marrow makes an index of articles and answers questions from it.\n\n"
                   "Usage: marrow COMMAND [OPTION]... [WORD]...\n\nCommands:\n"));
  for (const struct command *const *command = command_list(); *command != NULL; command++) {
    add_padded(out, (*command)->name, 8);
    buf_format(out, "%s\n", (*command)->summary);
  }
  buf_add(out, STR("\nTo begin:\n"
                   "  marrow index corpus\n"
                   "  marrow search knee injection\n"
                   "\n"
                   "\"marrow help COMMAND\" tells about a command, \"marrow --version\" the version.\n"
                   "Exit status: 0 found or done, 1 nothing found, an article complained of, a gate\n"
                   "of eval failed, or check found an error, 2 wrong usage, 3 trouble.\n"));
}

/* "[SOURCE]", "ARTICLE", "QUERY..." */
static void add_operand(struct buf *out, const struct operand *operand) {
  buf_format(out, "%s%s%s%s", operand->least == 0 ? "[" : "", operand->name, operand->most > 1 ? "..." : "",
             operand->least == 0 ? "]" : "");
}

/* "-o, --output FILE" */
static void add_option_name(struct buf *out, const struct option *option) {
  buf_format(out, "%s%s%s%s%s", option->letter == NULL ? "" : option->letter, option->letter == NULL ? "" : ", ", option->name,
             option->value == NULL ? "" : " ", option->value == NULL ? "" : option->value);
}

static void add_option(struct buf *out, const struct option *option, struct buf *name, size_t width) {
  buf_clear(name);
  add_option_name(name, option);
  add_padded(out, name->ptr, width);
  buf_format(out, "%s", option->help);
  if (option->environment != NULL) {
    buf_format(out, " (default $%s or %s)", option->environment, option->fallback);
  } else if (option->fallback != NULL) {
    buf_format(out, " (default %s)", option->fallback);
  }
  buf_byte(out, '\n');
}

static const struct option *option_at(const struct command *command, size_t row) {
  return row < command->option_count ? &command->options[row] : &option_help;
}

static void add_command(const struct command *command, struct buf *out) {
  const struct operand *operand = &command->operand;
  struct buf name;
  buf_init(&name, 256);
  buf_format(out, "Usage: marrow %s [OPTION]...", command->name);
  if (operand->name != NULL) {
    buf_byte(out, ' ');
    add_operand(out, operand);
  }
  buf_format(out, "\n\n%s\n\n", command->about);
  size_t width = 0;
  for (size_t i = 0; i <= command->option_count; i++) {
    buf_clear(&name);
    add_option_name(&name, option_at(command, i));
    width = name.len > width ? name.len : width;
  }
  if (operand->name != NULL) {
    add_padded(out, operand->name, width);
    buf_format(out, "%s\n\n", operand->help);
  }
  buf_add(out, STR("Options:\n"));
  for (size_t i = 0; i <= command->option_count; i++) {
    add_option(out, option_at(command, i), &name, width);
  }
  buf_format(out, "\nFor example: %s\n", command->example);
  buf_free(&name);
}

int help_print(const struct command *command, struct error *err) {
  struct buf out;
  buf_init(&out, 1 << 16);
  if (command == NULL) {
    add_overview(&out);
  } else {
    add_command(command, &out);
  }
  bool done = buf_failed(&out) ? error_memory(err) : output_write(buf_str(&out), err);
  buf_free(&out);
  return done ? CLI_WELL : CLI_TROUBLE;
}

static int run(const struct call *call, struct error *err) {
  if (call->word_count == 0) {
    return help_print(NULL, err);
  }
  const struct command *command = command_find(call->words[0], err);
  return command == NULL ? CLI_USAGE : help_print(command, err);
}

const struct command command_help = {
    .name = "help",
    .summary = "tell about a command",
    .about = "Tells about a command, or lists all of them.",
    .example = "marrow help search",
    .operand = {.name = "COMMAND", .help = "the command to tell about", .most = 1},
    .run = run,
};

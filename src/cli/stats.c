#include "command.h"

enum { JSON, INDEX };

static const struct option options[] = {
    [JSON] = {.name = "--json", .kind = OPTION_FLAG, .help = "print one JSON object"},
    [INDEX] = {INDEX_OPTION},
};

static int run(const struct call *call, struct error *err) {
  struct reading reading;
  const char *path = call->values[INDEX].text;
  if (!reading_begin(&reading, path, err)) {
    return reading_end(&reading, CLI_TROUBLE, err);
  }
  if (call->values[JSON].given) {
    render_facts_json(store_facts(reading.store), &reading.out);
  } else {
    render_facts_terminal(store_facts(reading.store), path, &reading.out);
  }
  return reading_end(&reading, CLI_WELL, err);
}

const struct command command_stats = {
    .name = "stats",
    .summary = "tell what an index holds",
    .about = "Tells what an index holds and with what it was made.",
    .example = "marrow stats --json",
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};

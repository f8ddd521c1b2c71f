#include "command.h"
#include "store/store.h"

#include <stdlib.h>

static int run(const struct call *call, struct error *err) {
  const char *named = getenv(INDEX_ENVIRONMENT), *usual = named != NULL && named[0] != '\0' ? named : INDEX_FALLBACK;
  const char *index = call->word_count > 0 ? call->words[0] : usual;
  struct store_facts facts;
  if (!store_rollback(index, &facts, err)) {
    return CLI_TROUBLE;
  }
  struct buf line;
  buf_init(&line, 1 << 14);
  buf_add(&line, STR("Back to the generation of "));
  output_add_counted(&line, facts.articles, "article");
  buf_format(&line, " with the digest %s -> ", facts.digest);
  output_add_plain(&line, str_of(index));
  buf_byte(&line, '\n');
  bool written = buf_failed(&line) ? error_memory(err) : output_write(buf_str(&line), err);
  buf_free(&line);
  return written ? CLI_WELL : CLI_TROUBLE;
}

const struct command command_rollback = {
    .name = "rollback",
    .summary = "put the previous index back in place",
    .about = "Exchanges an index and the one that was in its place before, which marrow index\n"
             "keeps beside it as FILE.previous. A server goes over to it by itself. Going back\n"
             "twice leads to where one was.",
    .example = "marrow rollback marrow.index",
    .operand = {.name = "FILE", .help = "the index (default $" INDEX_ENVIRONMENT " or " INDEX_FALLBACK ")", .most = 1},
    .run = run,
};

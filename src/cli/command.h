/*
 * command: what a command is, how its words are read, and what all commands share. Private to cli.
 *
 * A command is a row of data and one function. Its options stand in a table that feeds parsing, help
 * and the suggestion for a mistyped name.
 */
#ifndef MARROW_CLI_COMMAND_H
#define MARROW_CLI_COMMAND_H

#include "base/base.h"
#include "cli/cli.h"
#include "render/render.h"

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER };

struct option {
  const char *name;   /* "--limit" */
  const char *letter; /* "-o", or NULL */
  enum option_kind kind;
  const char *value;       /* what help calls the value: "N" */
  const char *help;        /* a line, small letter first, no full stop */
  const char *fallback;    /* the value where none is given, or NULL */
  const char *environment; /* a variable that goes before `fallback`, or NULL */
  uint64_t least, most;    /* of a number */
  bool repeats;            /* may be given several times, and all count */
};

/* Where the index is looked for; every command that has one says it alike. */
#define INDEX_FALLBACK "marrow.index"
#define INDEX_ENVIRONMENT "MARROW_INDEX"
#define INDEX_OPTION                                                                                                             \
  .name = "--index", .kind = OPTION_TEXT, .value = "FILE", .help = "the index to read", .fallback = INDEX_FALLBACK,              \
  .environment = INDEX_ENVIRONMENT

/* What narrows a search and says how its words are read, alike in all commands that search. */
#define LANG_OPTION .name = "--lang", .kind = OPTION_TEXT, .value = "CODE", .help = "only articles in this language: en, de, ..."
#define TAG_OPTION .name = "--tag", .kind = OPTION_TEXT, .value = "TAG", .help = "only articles with this tag", .repeats = true
#define FILTER_OPTION                                                                                                            \
  .name = "--filter", .kind = OPTION_TEXT, .value = "K=V", .help = "only articles whose key K has the value V", .repeats = true
#define SINCE_OPTION                                                                                                             \
  .name = "--since", .kind = OPTION_TEXT, .value = "DATE", .help = "only articles from then on: 2024, 2024-05, 2024-05-31"
#define UNTIL_OPTION .name = "--until", .kind = OPTION_TEXT, .value = "DATE", .help = "only articles up to then, inclusive"
#define EXACT_OPTION .name = "--exact", .kind = OPTION_FLAG, .help = "look for the words as typed, misspelt or not"
#define TYPING_OPTION .name = "--typing", .kind = OPTION_FLAG, .help = "the last word is still being typed and may go on"
#define QUERY_OPERAND_HELP "words, \"a phrase\", -a, a OR b, title:a, tag:a, code:a, begin*"

/* The words of a command that are not options: all of one sort. */
struct operand {
  const char *name; /* "QUERY" */
  const char *help;
  size_t least, most;
};

struct call;

struct command {
  const char *name;
  const char *summary; /* for the list of commands: a few words */
  const char *about;   /* for the command's own help: a paragraph, lines of at most 80 columns */
  const char *example; /* a command line that works */
  struct operand operand;
  bool dashed_words; /* behind the first word, -word is a word unless it is an option's letter */
  const struct option *options;
  size_t option_count;

  /* Answers the exit status. A sentence left in `err` is shown, whatever the status. */
  int (*run)(const struct call *call, struct error *err);
};

enum { CALL_OPTIONS_MAX = 24, CALL_REPEATS_MAX = 8 };

/* One of these is filled for each option of the table, in its order. */
struct value {
  bool given;       /* on the command line */
  const char *text; /* NULL where there is neither a value nor a fallback; of several the last */
  uint64_t number;
  const char *all[CALL_REPEATS_MAX]; /* of an option that repeats */
  size_t count;
};

/* A command line that was read. */
struct call {
  const struct command *command;
  bool help; /* --help was given: nothing else was checked */
  struct value values[CALL_OPTIONS_MAX];
  char **words;
  size_t word_count;
};

extern const struct command command_init, command_index, command_search, command_suggest, command_show, command_stats,
    command_serve, command_rollback, command_eval, command_explain, command_check, command_diff, command_help;

/* All commands in the order of help, NULL behind the last. */
const struct command *const *command_list(void);

/* By name; otherwise NULL and a sentence with the nearest name. */
const struct command *command_find(const char *name, struct error *err);

/* Every command has this one beside its own: --help. */
extern const struct option option_help;

/* Reads what follows the command's name. Moves words together in `arguments` and keeps pointers to them. */
bool call_read(const struct command *command, int count, char **arguments, struct call *call, struct error *err) MUST_USE;

/* Writes the help of a command (NULL: of the program) to standard output; answers the exit status. */
int help_print(const struct command *command, struct error *err) MUST_USE;

/*
 * Which of some names of formats an option --format has; with --json, the one called so. Any other name is an error with the
 * nearest one.
 */
bool call_format(const struct value *format, const struct value *json, const char *const *names, size_t count, size_t *which,
                 struct error *err) MUST_USE;

/* The names that marrow.yaml may use, as the modules that give them a meaning know them. */
void call_known_names(struct settings_known *known);

/* ---- output ---- */

/* Writes an answer to standard output at once. Where nobody reads it any more the sentence is empty. */
bool output_write(struct str text, struct error *err) MUST_USE;

/* Writes "marrow: SENTENCE" to standard error. Control characters are shown as U+FFFD: names are strangers' texts. */
void output_complain(const char *sentence);

/* The same replacement, for sentences on standard output. */
void output_add_plain(struct buf *out, struct str text);

/* 9812 as "9,812"; 412000 as "412 kB". */
void output_add_count(struct buf *out, uint64_t number);

/* The same with what is counted: "1 article", "12 articles". */
void output_add_counted(struct buf *out, uint64_t number, const char *noun);
void output_add_size(struct buf *out, uint64_t bytes);

/* What standard output can show: colour and links on a terminal unless NO_COLOR or TERM=dumb say otherwise. */
struct terminal output_terminal(void);

/* Whether standard error is a terminal on which a line can be drawn again. */
bool output_can_redraw(void);

/* ---- reading an index ---- */

/* What a command that answers from an index works with. */
struct reading {
  struct store *store;
  struct arena arena;
  struct buf out;
};

/* Opens the index. reading_end() is due whether it succeeds or not. */
bool reading_begin(struct reading *reading, const char *index, struct error *err) MUST_USE;

/* The number of the article with that id, with or without ending, or that address. 0 and a sentence where there is none. */
bool reading_find(struct reading *reading, const char *index, const char *name, uint32_t *number, struct error *err) MUST_USE;

/* Writes `out` unless `status` is CLI_TROUBLE, frees all, answers the status that is left. */
int reading_end(struct reading *reading, int status, struct error *err) MUST_USE;

/* ---- searching in it ---- */

/* The filters of a request as the options --tag and --filter give them. */
struct narrowing {
  struct search_filter filters[2 * CALL_REPEATS_MAX];
};
bool narrowing_read(const struct value *tags, const struct value *pairs, struct narrowing *narrowing,
                    struct search_request *request, struct error *err) MUST_USE;

/* What a command does with a query and an index; answers the exit status. */
typedef int asking(const struct call *call, struct str query, struct searcher *searcher, struct reading *reading,
                   struct error *err);

/* Joins the words of a call to a query, opens the index, and has `ask` answer into reading->out, which is then written. */
int asking_run(const struct call *call, const char *index, asking *ask, struct error *err) MUST_USE;

#endif

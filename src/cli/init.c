#include "command.h"
#include "settings/settings.h"

enum { DRAFT_ARENA_BYTES = 32 * 1024 * 1024 };

/* A path as it is typed into a shell. */
static void add_argument(struct buf *out, struct str path) {
  bool plain = path.len > 0;
  for (size_t i = 0; i < path.len; i++) {
    plain = plain && strchr(" \t\n\"'\\$`&|;<>()*?[]#~!{}", path.ptr[i]) == NULL;
  }
  if (plain) {
    output_add_plain(out, path);
    return;
  }
  buf_byte(out, '\'');
  for (size_t begin = 0; begin < path.len;) {
    size_t end = str_find(path, '\'', begin);
    output_add_plain(out, str_slice(path, begin, end));
    buf_add(out, end < path.len ? STR("'\\''") : STR(""));
    begin = end + 1;
  }
  buf_byte(out, '\'');
}

/*
 * "Found a site of Hugo (hugo.toml).
 *  Wrote kb/marrow.yaml: look whether it says what you want.
 *  Next: marrow index kb && marrow serve"
 */
static void add_summary(struct buf *out, const struct settings_draft *draft, struct str folder, struct str path) {
  if (draft->generator != NULL) {
    buf_format(out, "Found a site of %s (%s).\n", draft->generator, draft->mark);
  } else {
    buf_add(out, STR("Found no generator of sites: a plain folder of articles.\n"));
  }
  if (draft->permalinks.len > 0) {
    buf_format(
        out, "Its permalinks make addresses in %.*s that no rule can: for pages there index what it builds, as the file says.\n",
        STR_ARG(draft->permalinks));
  }
  buf_add(out, STR("Wrote "));
  output_add_plain(out, path);
  buf_add(out, STR(": look whether it says what you want.\nNext: marrow index"));
  if (!str_equal(folder, STR("."))) {
    buf_byte(out, ' ');
    add_argument(out, folder);
  }
  buf_add(out, STR(" && marrow serve\n"));
}

static bool init(struct arena *arena, const char *folder, struct buf *out, struct error *err) {
  struct str name = str_of(folder);
  bool here = str_equal(name, STR("."));
  const char *between = here || str_ends_with(name, STR("/")) ? "" : "/";
  struct str path = arena_format(arena, "%s%s" SETTINGS_FILE, here ? "" : folder, between);
  if (path.ptr == NULL) {
    return error_memory(err);
  }
  struct settings_draft draft;
  if (!settings_draft(arena, folder, &draft, err) || !settings_write(path.ptr, draft.text, err)) {
    return false;
  }
  add_summary(out, &draft, name, path);
  return buf_failed(out) ? error_memory(err) : output_write(buf_str(out), err);
}

static int run(const struct call *call, struct error *err) {
  struct arena arena;
  struct buf out;
  arena_init(&arena, DRAFT_ARENA_BYTES);
  buf_init(&out, 1 << 16);
  bool done = init(&arena, call->word_count > 0 ? call->words[0] : ".", &out, err);
  buf_free(&out);
  arena_free(&arena);
  return done ? CLI_WELL : CLI_TROUBLE;
}

const struct command command_init = {
    .name = "init",
    .summary = "write the first marrow.yaml of a site",
    .about = "Looks which generator of sites a folder belongs to (Hugo, Jekyll, MkDocs,\n"
             "Docusaurus, mdBook, Sphinx, or none) and writes a marrow.yaml there that fits:\n"
             "where the articles are, what is left out, where their pages are, which language\n"
             "they are in. A marrow.yaml that is there already stays as it is.",
    .example = "marrow init mysite && marrow index mysite",
    .operand = {.name = "FOLDER", .help = "the folder of the site (default the current folder)", .most = 1},
    .run = run,
};

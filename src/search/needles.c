#include "needles.h"

/* A word, or the words of a compound in one. */
struct needle {
  struct str surface, stem; /* stem: empty where only the surface counts */
  size_t clause, item;      /* items are numbered through all clauses */
  bool joined;              /* stands for all words of its item */
  bool begun;               /* whatever begins so */
};

/* A text's words being joined. */
struct joining {
  struct buf text;
  size_t words;
};

static void join_word(struct joining *joining, const struct token *token) {
  if (token->kind == TOKEN_WORD) {
    buf_add(&joining->text, joining->words++ > 0 ? STR(" ") : STR(""));
    buf_add(&joining->text, token->surface);
  }
}

static bool join_any(void *context, const struct token *token) {
  join_word(context, token);
  return true;
}

enum { FOLDED_BYTES_MAX = 1 << 20 };

struct str needles_fold(const struct planner *planner, struct str text, struct arena *arena, size_t *words) {
  struct joining joining = {.words = 0};
  buf_init(&joining.text, FOLDED_BYTES_MAX);
  (void)token_walk(planner->tokenizer, NULL, text, join_any, &joining);
  *words = joining.words;
  struct str folded = arena_copy(arena, buf_str(&joining.text));
  buf_free(&joining.text);
  return folded;
}

bool needles_begun(const struct planner *planner, struct str typed, struct needles *needles) {
  *needles = (struct needles){.planner = planner};
  needles->begin = needles_fold(planner, typed, planner->arena, &needles->begin_words);
  needles->begin_goes_on = typed.len > 0 && (unsigned char)typed.ptr[typed.len - 1] > ' ';
  return !arena_failed(planner->arena);
}

void needles_want(struct needles *needles) {
  const struct query *query = needles->planner->query;
  needles->unknown = query->clause_count > QUERY_WORDS_MAX;
  for (size_t i = 0; i < query->clause_count && !needles->unknown; i++) {
    enum query_field field = query->clauses[i].items[0].field;
    bool elsewhere = field == QUERY_TAG || field == QUERY_CODE; /* than in what is shown */
    needles->unknown = needles->planner->roles[i] == CLAUSE_UNKNOWN;
    needles->wanted |= elsewhere ? 0 : (uint64_t)1 << i;
    needles->asked |= needles->planner->roles[i] == CLAUSE_REQUIRED && !elsewhere ? (uint64_t)1 << i : 0;
  }
  needles->wanted = needles->unknown ? 0 : needles->wanted;
}

bool needles_begin(const struct needles *needles, struct str words) {
  struct str begin = needles->begin;
  if (begin.len == 0 || !str_starts_with(words, begin)) {
    return false;
  }
  return needles->begin_goes_on || words.len == begin.len || words.ptr[begin.len] == ' ';
}

bool needles_may_begin(const struct needles *needles, struct str cut) {
  bool longer = needles->begin.len > cut.len && cut.len + 4 > STORE_TITLE_MAX;
  return longer ? str_starts_with(needles->begin, cut) : needles_begin(needles, cut);
}

/* ---- the words in one language ---- */

static void add_needle(struct needle_set *set, struct needle needle) {
  if (set->count < NEEDLES_MAX && needle.surface.len > 0) {
    set->list[set->count++] = needle;
  }
}

static void add_item(const struct needles *needles, struct needle_set *set, const struct query_item *item, size_t clause,
                     size_t number) {
  const struct planner *planner = needles->planner;
  struct words words = words_read(planner->tokenizer, planner->arena, item, set->language);
  struct buf all;
  bool open = item->begun || item->kind == QUERY_PREFIX;
  buf_init(&all, QUERY_BYTES_MAX * 4);
  for (size_t i = 0; i < words.count; i++) {
    struct str stem = words.stems ? str_slice(words.terms[i], 1, words.terms[i].len) : STR("");
    add_needle(set, (struct needle){words.surfaces[i], stem, clause, number, false, open && i + 1 == words.count});
    buf_add(&all, words.surfaces[i]);
  }
  if (words.count > 1) {
    add_needle(set, (struct needle){arena_copy(planner->arena, buf_str(&all)), STR(""), clause, number, true, open});
  }
  buf_free(&all);
}

static struct needle_set *find_set(struct needles *needles, const struct language *language) {
  for (size_t i = 0; i < needles->set_count; i++) {
    if (needles->sets[i].language == language) {
      return &needles->sets[i];
    }
  }
  struct arena *arena = needles->planner->arena;
  struct needle_set *grown = arena_grow(arena, needles->sets, needles->set_count, &needles->set_capacity, sizeof *grown);
  if (grown == NULL) {
    return NULL;
  }
  needles->sets = grown;
  struct needle_set *set = &grown[needles->set_count];
  *set = (struct needle_set){.language = language, .list = arena_array(arena, NEEDLES_MAX, sizeof *set->list)};
  const struct query *query = needles->planner->query;
  for (size_t i = 0, number = 0; set->list != NULL && i < query->clause_count; i++) {
    for (size_t k = 0; k < query->clauses[i].item_count; k++, number++) {
      if (i < QUERY_WORDS_MAX && (needles->wanted >> i & 1) != 0) {
        add_item(needles, set, &query->clauses[i].items[k], i, number);
      }
    }
  }
  needles->set_count++;
  return arena_failed(arena) ? NULL : set;
}

/* ---- looking ---- */

struct looking {
  const struct needle_set *set;
  const struct needles *needles;
  bool found[NEEDLES_MAX];
  struct joining joining;
  struct arena *arena;
  struct span *first; /* the words that stand first, as many as were typed */
  struct sight *sight;
  size_t capacity;
};

static bool is_needle(const struct needle *needle, const struct token *token) {
  if (needle->begun && str_starts_with(token->surface, needle->surface)) {
    return true;
  }
  return str_equal(token->surface, needle->surface) || (needle->stem.len > 0 && str_equal(token->stem, needle->stem));
}

static bool add_match(struct looking *looking, struct span bytes) {
  struct sight *sight = looking->sight;
  if (sight->match_count > 0 && bytes.begin < sight->matches[sight->match_count - 1].end) {
    struct span *last = &sight->matches[sight->match_count - 1];
    last->end = bytes.end > last->end ? bytes.end : last->end;
    return true;
  }
  struct span *grown = arena_grow(looking->arena, sight->matches, sight->match_count, &looking->capacity, sizeof *grown);
  if (grown == NULL) {
    return false;
  }
  sight->matches = grown;
  grown[sight->match_count++] = bytes;
  return true;
}

static bool meet_token(void *context, const struct token *token) {
  struct looking *looking = context;
  if (token->kind == TOKEN_PAIR) {
    return true;
  }
  if (token->kind == TOKEN_WORD && looking->joining.words < looking->needles->begin_words) {
    looking->first[looking->joining.words] = token->bytes;
  }
  join_word(&looking->joining, token);
  bool met = false;
  for (size_t i = 0; i < looking->set->count; i++) {
    if (is_needle(&looking->set->list[i], token)) {
      looking->found[i] = met = true;
    }
  }
  return !met || add_match(looking, token->bytes);
}

/* The clauses of which one item has all its words. */
static uint64_t complete_clauses(const struct looking *looking) {
  const struct needle_set *set = looking->set;
  uint64_t clauses = 0;
  for (size_t i = 0; i < set->count;) {
    bool all = true, joined = false;
    size_t item = set->list[i].item, clause = set->list[i].clause;
    for (; i < set->count && set->list[i].item == item; i++) {
      joined = joined || (set->list[i].joined && looking->found[i]);
      all = all && (set->list[i].joined || looking->found[i]);
    }
    clauses |= all || joined ? (uint64_t)1 << clause : 0;
  }
  return clauses;
}

bool needles_look(struct needles *needles, const struct language *language, struct str text, struct arena *arena,
                  struct sight *sight) {
  struct looking looking = {.set = find_set(needles, language), .needles = needles, .arena = arena, .sight = sight};
  *sight = (struct sight){0};
  looking.first = arena_array(arena, needles->begin_words, sizeof *looking.first);
  if (looking.set == NULL || looking.first == NULL) {
    return false;
  }
  buf_init(&looking.joining.text, FOLDED_BYTES_MAX);
  (void)token_walk(needles->planner->tokenizer, language, text, meet_token, &looking);
  sight->folded = arena_copy(arena, buf_str(&looking.joining.text));
  buf_free(&looking.joining.text);
  sight->clauses = complete_clauses(&looking);
  sight->begins = needles_begin(needles, sight->folded);
  if (sight->begins) {
    sight->matches = looking.first;
    sight->match_count = needles->begin_words;
  }
  return !arena_failed(arena);
}

#include "ignore.h"

/* Takes blanks off the end, but for one behind a backslash. */
static struct str without_blanks(struct str line) {
  while (line.len > 0 && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t' || line.ptr[line.len - 1] == '\r')) {
    if (line.len > 1 && line.ptr[line.len - 2] == '\\') {
      break;
    }
    line.len--;
  }
  return line;
}

static struct ignore_rule read_rule(struct str line) {
  struct ignore_rule rule = {.takes_back = str_starts_with(line, STR("!"))};
  struct str pattern = str_slice(line, rule.takes_back, line.len);
  rule.folders_only = str_ends_with(pattern, STR("/"));
  pattern.len -= rule.folders_only;
  rule.is_path = str_find(pattern, '/', 0) < pattern.len;
  rule.pattern = str_slice(pattern, str_starts_with(pattern, STR("/")), pattern.len);
  return rule;
}

bool ignore_add(struct ignore *ignore, struct str base, struct str line, struct error *err) {
  line = without_blanks(line);
  if (line.len == 0 || line.ptr[0] == '#') {
    return true;
  }
  if (line.len > IGNORE_PATTERN_MAX) {
    return error_set(err, "has a pattern of more than %d bytes; shorten it", IGNORE_PATTERN_MAX);
  }
  if (ignore->count == IGNORE_RULES_MAX) {
    return error_set(err, "is one pattern too many (%d); leave some out", IGNORE_RULES_MAX);
  }
  struct ignore_rule *rules = arena_grow(ignore->arena, ignore->rules, ignore->count, &ignore->capacity, sizeof *rules);
  struct str kept = arena_copy(ignore->arena, line);
  if (rules == NULL || kept.ptr == NULL) {
    return error_memory(err);
  }
  struct ignore_rule rule = read_rule(kept);
  rule.base = base;
  ignore->rules = rules;
  ignore->rules[ignore->count] = rule;
  ignore->count += rule.pattern.len > 0;
  return true;
}

/* Offset behind the class that begins with the '[' at `at`, where it has `byte`; else 0, as where the class has no end. */
static size_t match_class(struct str pattern, size_t at, unsigned char byte) {
  size_t i = at + 1;
  bool negated = i < pattern.len && (pattern.ptr[i] == '!' || pattern.ptr[i] == '^');
  i += negated;
  bool found = false;
  for (size_t first = i; i < pattern.len && (pattern.ptr[i] != ']' || i == first); i++) {
    i += pattern.ptr[i] == '\\' && i + 1 < pattern.len;
    unsigned char low = (unsigned char)pattern.ptr[i], high = low;
    if (i + 2 < pattern.len && pattern.ptr[i + 1] == '-' && pattern.ptr[i + 2] != ']') {
      i += 2;
      i += pattern.ptr[i] == '\\' && i + 1 < pattern.len;
      high = (unsigned char)pattern.ptr[i];
    }
    found = found || (byte >= low && byte <= high);
  }
  return i < pattern.len && found != negated && byte != '/' ? i + 1 : 0;
}

/* Takes one sign of the pattern that stands for one byte: answers the offset behind it, or 0 where that is another byte. */
static size_t match_one(struct str pattern, size_t at, char byte) {
  char sign = pattern.ptr[at];
  if (sign == '?') {
    return byte != '/' ? at + 1 : 0;
  }
  if (sign == '[') {
    return match_class(pattern, at, (unsigned char)byte);
  }
  if (sign == '\\' && at + 1 < pattern.len) {
    sign = pattern.ptr[++at];
  }
  return sign == byte ? at + 1 : 0;
}

/* A place to go back to: a star, and how far what it stands for reaches by now. */
struct star {
  size_t behind, reach;
  bool is_there;
};

/* Whether ** stands at `at` as a whole part of the path. */
static bool is_deep(struct str pattern, size_t at) {
  struct str rest = str_slice(pattern, at, pattern.len);
  bool begins = at == 0 || pattern.ptr[at - 1] == '/';
  return begins && str_starts_with(rest, STR("**")) && (rest.len == 2 || rest.ptr[2] == '/');
}

/* Lets a star stand for one byte (a deep one: one part) more. False where it cannot. */
static bool extend(struct star *star, struct str path, bool deep, size_t *at, size_t *in) {
  if (!star->is_there || star->reach >= path.len || (!deep && path.ptr[star->reach] == '/')) {
    return false;
  }
  star->reach = deep ? str_find(path, '/', star->reach) + 1 : star->reach + 1;
  *at = star->behind;
  *in = star->reach;
  return star->reach <= path.len;
}

/* A star that cannot reach further leaves it to the last deep one before it: earlier ones could do no better. */
static bool matches(struct str pattern, struct str path) {
  struct star star = {.is_there = false}, deep = {.is_there = false};
  size_t at = 0, in = 0;
  while (in < path.len || at < pattern.len) {
    if (at < pattern.len && is_deep(pattern, at)) {
      if (at + 2 == pattern.len) {
        return in < path.len; /* all that is in the folder, not the folder */
      }
      at += 3;
      deep = (struct star){at, in, true};
      star.is_there = false;
      continue;
    }
    if (at < pattern.len && pattern.ptr[at] == '*') {
      star = (struct star){++at, in, true};
      continue;
    }
    size_t behind = at < pattern.len && in < path.len ? match_one(pattern, at, path.ptr[in]) : 0;
    if (behind > 0) {
      at = behind;
      in++;
      continue;
    }
    if (extend(&star, path, false, &at, &in)) {
      continue;
    }
    star.is_there = false;
    if (!extend(&deep, path, true, &at, &in)) {
      return false;
    }
  }
  return true;
}

static bool rule_matches(const struct ignore_rule *rule, struct str path, bool is_folder) {
  if (rule->folders_only && !is_folder) {
    return false;
  }
  if (rule->base.len > 0) {
    path = str_slice(path, rule->base.len + 1, path.len);
  }
  if (!rule->is_path) {
    size_t begin = path.len;
    while (begin > 0 && path.ptr[begin - 1] != '/') {
      begin--;
    }
    path = str_slice(path, begin, path.len);
  }
  return matches(rule->pattern, path);
}

bool ignore_matches(const struct ignore *ignore, struct str path, bool is_folder) {
  for (size_t i = ignore->count; i-- > 0;) {
    if (rule_matches(&ignore->rules[i], path, is_folder)) {
      return !ignore->rules[i].takes_back;
    }
  }
  return false;
}

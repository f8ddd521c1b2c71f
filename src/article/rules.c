#include "article/address.h"
#include "article/format.h"
#include "article/naming.h"

enum { STARS_MAX = 16 };

/* What the stars of a rule stand for in a path. */
struct captured {
  struct str parts[STARS_MAX];
  size_t count;
};

/* Stars stand for as little as they can, the last one for the rest. */
static bool matches(struct str pattern, struct str path, struct captured *captured) {
  size_t at = 0, in = 0, behind = 0, begin = 0, reach = 0;
  bool has_star = false;
  captured->count = 0;
  while (in < path.len || at < pattern.len) {
    if (at < pattern.len && pattern.ptr[at] == '*' && captured->count < STARS_MAX) {
      behind = ++at;
      begin = reach = in;
      has_star = true;
      captured->parts[captured->count++] = STR("");
    } else if (at < pattern.len && in < path.len && pattern.ptr[at] == path.ptr[in]) {
      at++;
      in++;
    } else if (has_star && reach < path.len) {
      captured->parts[captured->count - 1] = str_slice(path, begin, ++reach);
      at = behind;
      in = reach;
    } else {
      return false;
    }
  }
  return true;
}

static const struct article_rule *find_rule(const struct article_rules *rules, struct str id, struct captured *captured) {
  for (size_t i = 0; i < rules->count; i++) {
    if (matches(rules->list[i].path, id, captured)) {
      return &rules->list[i];
    }
  }
  return NULL;
}

/* Takes off what stands for a whole folder: /guides/index/ and /guides/_index are /guides/. */
static void drop_index(struct buf *address) {
  size_t end = address->len;
  end -= end > 1 && address->ptr[end - 1] == '/';
  while (end > 0 && address->ptr[end - 1] != '/') {
    end--;
  }
  address->len = end > 0 ? end : address->len;
}

/* Whether an address has the name of its file at its end: a rule may have taken that away. */
static bool ends_as_file(enum article_generator generator, struct str id, struct str address) {
  struct str path = str_slice(address, 0, address.len - (address.len > 1 && str_ends_with(address, STR("/"))));
  struct str stem = article_stem(id);
  size_t begin = stem.len;
  while (begin > 0 && stem.ptr[begin - 1] != '/') {
    begin--;
  }
  struct buf name;
  buf_init(&name, 4 * ID_BYTES_MAX);
  buf_byte(&name, '/');
  naming_add(generator, id, str_slice(stem, begin, stem.len), true, &name);
  bool ends = str_ends_with(path, buf_str(&name)) || str_ends_with(path, STR("/index.html"));
  ends = ends || str_ends_with(path, STR("/index")) || str_ends_with(path, STR("/_index")); /* without a language */
  buf_free(&name);
  return ends;
}

/* The categories of a post, each a folder of its address. */
static void add_categories(struct arena *arena, const struct article *article, struct buf *out) {
  for (size_t i = 0; article != NULL && i < article->extra_count; i++) {
    struct str *names, key = article->extras[i].key;
    size_t count = 0;
    bool is = str_equal(key, STR("categories")) || str_equal(key, STR("category"));
    if (is && article_extra_texts(arena, article->extras[i].value, &names, &count)) {
      for (size_t k = 0; k < count; k++) {
        struct buf lower;
        buf_init(&lower, ADDRESS_BYTES_MAX);
        unicode_small(names[k], &lower);
        encode_percent(buf_str(&lower), ENCODE_PATH, out);
        buf_byte(out, '/');
        buf_free(&lower);
      }
    }
  }
}

/* A file and the rule that it fits. */
struct placing {
  struct arena *arena;
  const struct article_rules *rules;
  enum article_generator generator;
  struct str id;
  const struct article *article; /* NULL: it is not at hand */
  const struct article_rule *rule;
  struct captured captured;
};

/* Appends a rule's address with what its stars stand for; `begins_only`: only up to the part with the first star. */
static void write_address(const struct placing *placing, bool begins_only, struct buf *out) {
  const struct captured *captured = &placing->captured;
  size_t star = 0, day = captured->count - (captured->count < 4 ? captured->count : 4);
  for (size_t i = 0; i < placing->rule->address.len; i++) {
    if (placing->rule->address.ptr[i] != '*') {
      buf_byte(out, placing->rule->address.ptr[i]);
      continue;
    }
    if (begins_only) {
      while (out->len > 0 && out->ptr[out->len - 1] != '/') {
        out->len--;
      }
      return;
    }
    if (star == day && naming_is_post(placing->generator, placing->id)) {
      add_categories(placing->arena, placing->article, out);
    }
    if (star < captured->count) {
      naming_add(placing->generator, placing->id, captured->parts[star], star + 1 == captured->count, out);
    }
    star++;
  }
}

/* Follows "./" and "../" at the beginning of a slug from the folder at hand, no higher than the host; answers the rest. */
static struct str climb(struct str slug, struct buf *address) {
  const char *host = memmem(address->ptr, address->len, "://", 3);
  size_t root = host == NULL ? 1 : str_find(buf_str(address), '/', (size_t)(host - address->ptr) + 3) + 1;
  while (str_starts_with(slug, STR("./")) || str_starts_with(slug, STR("../"))) {
    bool is_up = slug.ptr[1] == '.';
    slug = str_slice(slug, is_up ? 3 : 2, slug.len);
    if (is_up && address->len > root) {
      address->len--;
      while (address->len > root && address->ptr[address->len - 1] != '/') {
        address->len--;
      }
    }
  }
  return slug;
}

/* Puts a slug in the place of the last part of an address, before a '/' or an ending that the rule puts behind it. */
static void put_slug(enum article_generator generator, struct str slug, struct buf *address) {
  struct str whole = buf_str(address);
  size_t end = whole.len - str_ends_with(whole, STR("/"));
  end -= str_ends_with(str_slice(whole, 0, end), STR(".html")) ? strlen(".html") : 0;
  struct str tail = str_slice(whole, end, whole.len);
  char behind[8];
  (void)memcpy(behind, tail.ptr, tail.len);
  while (end > 0 && whole.ptr[end - 1] != '/') {
    end--;
  }
  address->len = end;
  slug = generator == GENERATOR_DOCUSAURUS ? climb(slug, address) : slug;
  naming_add_slug(generator, slug, address);
  buf_add(address, (struct str){behind, tail.len});
}

/* What the addresses of all rules on one host begin with, up to a '/': below it the whole site lies, in whatever language. */
static struct str site_of(const struct article_rules *rules, struct str address) {
  struct str host = article_address_host(address);
  size_t shared = str_find(address, '*', 0), slash = 0;
  for (size_t i = 0; i < rules->count; i++) {
    struct str other = rules->list[i].address;
    size_t same = 0;
    while (same < shared && same < other.len && other.ptr[same] == address.ptr[same]) {
      same++;
    }
    shared = str_equal(article_address_host(other), host) ? same : shared;
  }
  for (size_t i = host.len; i < shared; i++) {
    slash = address.ptr[i] == '/' ? i + 1 : slash;
  }
  return str_slice(address, 0, slash);
}

/* Where the page is, or with a slug that begins with '/' or a `given` address of the site, where that leads. */
static void place_page(const struct placing *placing, struct str slug, struct str given, struct buf *address) {
  bool is_index = naming_is_index(placing->generator, placing->id);
  bool all = str_starts_with(slug, STR("/")) || naming_is_entry(placing->generator, placing->id);
  struct str whole = given.len > 0 ? given : all ? slug : STR("");
  if (given.len > 0) {
    buf_add(address, site_of(placing->rules, placing->rule->address));
  } else {
    write_address(placing, whole.len > 0, address);
  }
  if (whole.len > 0) {
    bool twice = whole.ptr[0] == '/' && address->len > 0 && address->ptr[address->len - 1] == '/';
    struct str rest = str_slice(whole, twice, whole.len);
    if (given.len > 0) {
      buf_add(address, rest);
    } else {
      encode_percent(rest, ENCODE_PATH, address);
    }
    return;
  }
  /* In Hugo the slug of a folder that is one page is another name of the folder; _index.md has none. */
  bool of_folder = is_index && placing->generator == GENERATOR_HUGO;
  if (is_index && (of_folder || slug.len == 0) && ends_as_file(placing->generator, placing->id, buf_str(address))) {
    drop_index(address);
  }
  if (slug.len > 0 && !buf_failed(address) && !(of_folder && str_ends_with(article_stem(placing->id), STR("_index")))) {
    put_slug(placing->generator, slug, address);
  }
}

/* The address that the rules make of a file; ptr is NULL where they make none. */
static struct str make_address(struct arena *arena, const struct article_rules *rules, struct str id,
                               const struct article *article, struct str given) {
  struct placing placing = {.arena = arena, .rules = rules, .generator = rules->generator, .id = id, .article = article};
  placing.rule = find_rule(rules, id, &placing.captured);
  if (placing.rule == NULL) {
    return (struct str){NULL, 0};
  }
  struct buf address;
  buf_init(&address, 4 * (ID_BYTES_MAX + ADDRESS_BYTES_MAX) * STARS_MAX);
  place_page(&placing, article != NULL ? article->slug : STR(""), given, &address);
  struct str whole = buf_str(&address);
  while (str_starts_with(whole, STR("//"))) { /* a star stands for nothing: that must not become another host */
    whole = str_slice(whole, 1, whole.len);
  }
  struct str made = arena_copy(arena, whole);
  made = buf_failed(&address) || !article_address_is_safe(made) ? (struct str){NULL, 0} : made;
  buf_free(&address);
  return made;
}

/*
 * The address that an author gave, below that of the site where the generator puts it there; one of Hugo without an ending is
 * that of a folder.
 */
static struct str place_given(struct arena *arena, const struct article_rules *rules, const struct article *article) {
  struct str url = article->url;
  if (!naming_is_below(rules->generator) || str_starts_with(url, STR("//")) || article_address_scheme(url).len > 0) {
    return url;
  }
  size_t name = url.len;
  while (name > 0 && url.ptr[name - 1] != '/') {
    name--;
  }
  bool has_ending = str_find(url, '.', name) < url.len;
  bool opens = name < url.len && !has_ending && rules->generator == GENERATOR_HUGO;
  struct str given = opens ? arena_format(arena, "%.*s/", STR_ARG(url)) : url;
  struct str address = make_address(arena, rules, article->id, article, given);
  return address.ptr != NULL ? address : url;
}

/*
 * Links of a page of HTML are whole already, as if the folder were the site: one to a file leads to where the rules have its
 * page. Other links are followed where all articles are known.
 */
static void lead(struct arena *arena, const struct article_rules *rules, struct str *link) {
  size_t mark = str_find(*link, '#', 0), query = str_find(*link, '?', 0), end = mark < query ? mark : query;
  struct str path = str_slice(*link, 0, end), plain;
  if (!str_starts_with(path, STR("/")) || str_starts_with(path, STR("//"))) {
    return;
  }
  (void)decode_percent(arena, str_slice(path, 1, path.len), false, &plain);
  struct str file = arena_format(arena, "%.*s%s", STR_ARG(plain), str_ends_with(path, STR("/")) ? "index.html" : "");
  struct str address = make_address(arena, rules, file, NULL, STR(""));
  if (address.ptr != NULL) {
    *link = arena_format(arena, "%.*s%.*s", STR_ARG(address), STR_ARG(str_slice(*link, end, link->len)));
  }
}

static void use_rules(struct arena *arena, const struct article_rules *rules, struct article *article) {
  if (article->url_is_made) {
    struct str address = make_address(arena, rules, article->id, article, STR(""));
    article->url = address.ptr != NULL ? address : article->url;
  } else {
    article->url = place_given(arena, rules, article);
  }
  bool is_page = format_is_page(article->id);
  for (size_t i = 0; is_page && i < article->mark_count; i++) {
    struct mark *mark = &article->marks[i];
    if (mark->kind == MARK_LINK || mark->kind == MARK_IMAGE) {
      lead(arena, rules, &mark->value);
    }
  }
  for (size_t i = 0; is_page && i < article->translation_count; i++) {
    lead(arena, rules, &article->translations[i].link);
  }
}

/*
 * An address that the page had before, whole: those of Hugo that begin with no slash begin at the folder of the page, all others
 * at that of the site.
 */
static struct str place_old(struct arena *arena, const struct article_rules *rules, const struct article *article,
                            struct str written) {
  if (article_address_scheme(written).len > 0 || str_starts_with(written, STR("//"))) {
    return written;
  }
  if (rules->generator == GENERATOR_HUGO && written.len > 0 && written.ptr[0] != '/') {
    struct str page = str_slice(article->url, 0, article->url.len - str_ends_with(article->url, STR("/")));
    return address_from(arena, page, written);
  }
  struct str whole = address_whole(arena, written);
  struct str below =
      naming_is_below(rules->generator) ? make_address(arena, rules, article->id, article, whole) : (struct str){NULL, 0};
  return below.ptr != NULL ? below : whole;
}

bool article_is_bundle(const struct article_rules *rules, struct str id) {
  struct captured captured;
  return naming_is_bundle(rules->generator, id) && find_rule(rules, id, &captured) != NULL;
}

bool article_use_rules(struct arena *arena, const struct article_rules *rules, struct article *article) {
  if (rules->count > 0) {
    use_rules(arena, rules, article);
  }
  for (size_t i = 0; i < article->old_url_count; i++) {
    article->old_urls[i] = place_old(arena, rules, article, article->old_urls[i]);
  }
  return !arena_failed(arena);
}

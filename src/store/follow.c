#include "reader.h"

/* Links of readers: from the words of an author to an article. */

enum { FOLLOW_ARENA_MAX = 1 << 18, LINKS_MAX = 1000 };

/* A link on its way: the first that is found counts. */
struct following {
  struct store *store;
  struct arena *arena;
  const struct article *from;
  struct str path; /* what it says before # and ? */
  uint32_t number; /* 0: nothing is found yet */
  struct error *err;
};

static size_t path_end(struct str link) {
  size_t mark = str_find(link, '#', 0), query = str_find(link, '?', 0);
  return mark < query ? mark : query;
}

/* Without escapes; a % that begins none stays. ptr is NULL where memory ends. */
static struct str decoded(const struct following *following, struct str written) {
  struct str plain;
  (void)decode_percent(following->arena, written, false, &plain);
  return plain;
}

static bool look_for(struct following *following, struct str id_or_url) {
  bool idle = following->number != 0 || id_or_url.len == 0;
  return idle || store_find(following->store, id_or_url, &following->number, following->err);
}

/* An address, with a slash at its end or without, or one that a page had before. */
static bool look_at(struct following *following, struct str address) {
  bool has_slash = str_ends_with(address, STR("/"));
  struct str other =
      has_slash ? str_slice(address, 0, address.len - 1) : arena_format(following->arena, "%.*s/", STR_ARG(address));
  return look_for(following, address) && look_for(following, other) &&
         (following->number != 0 || store_find_moved(following->store, address, &following->number, following->err));
}

/* The same of an address that may be written with escapes or without. */
static bool look_at_any(struct following *following, struct str address) {
  struct str host = article_address_host(address);
  if (!look_at(following, address)) {
    return false;
  }
  struct str plain = decoded(following, str_slice(address, host.len, address.len));
  struct buf other;
  buf_init(&other, 1 << 14);
  buf_add(&other, host);
  encode_percent(plain, ENCODE_PATH, &other);
  bool same = buf_failed(&other) || str_equal(buf_str(&other), address);
  struct str kept = same ? STR("") : arena_copy(following->arena, buf_str(&other));
  buf_free(&other);
  return same || look_at(following, kept);
}

/* By the file, whose name tells its format; from the folder of all on, links of some generators begin a folder lower. */
static bool look_for_file(struct following *following, struct str plain) {
  struct str id = following->from->id, root = str_slice(plain, 1, plain.len);
  struct buf file;
  buf_init(&file, 1 << 14);
  if (!str_starts_with(plain, STR("/"))) {
    article_resolve_source(id, plain, &file);
  } else {
    buf_add(&file, root);
    buf_add(&file, str_ends_with(root, STR("/")) || root.len == 0 ? STR("index.html") : STR(""));
  }
  struct str first = str_slice(id, 0, str_find(id, '/', 0));
  struct str lower = arena_format(following->arena, "%.*s/%.*s", STR_ARG(first), STR_ARG(root));
  bool done = buf_failed(&file) || look_for(following, buf_str(&file));
  buf_free(&file);
  return done && (!str_starts_with(plain, STR("/")) || look_for(following, lower));
}

/* By the file, whose name is written without its ending. */
static bool look_for_named(struct following *following) {
  struct buf target;
  const struct str own = STR("/articles/");
  uint32_t other;
  if (following->number != 0) {
    return true;
  }
  buf_init(&target, 1 << 14);
  article_resolve_link(following->from->id, following->path, &target);
  struct str address = arena_copy(following->arena, buf_str(&target));
  buf_free(&target);
  if (!str_starts_with(address, own)) {
    return true;
  }
  struct str plain = decoded(following, str_slice(address, own.len, address.len));
  return look_at(following, address) &&
         (following->number != 0 || store_find_named(following->store, plain, &following->number, &other, following->err));
}

/* The name of a file with its ending is that of the file; all else is first what a browser takes it for. */
static bool follow(struct following *following) {
  struct str path = following->path, scheme = article_address_scheme(path);
  if (scheme.len > 0) {
    return article_address_host(path).len == 0 || look_at_any(following, path);
  }
  if (str_starts_with(path, STR("//"))) {
    return look_at_any(following, arena_format(following->arena, "https:%.*s", STR_ARG(path)));
  }
  struct str plain = decoded(following, path);
  bool is_file = article_is_source(plain) || str_starts_with(plain, STR("/"));
  return (!is_file || look_for_file(following, plain)) &&
         look_at_any(following, article_link_address(following->arena, following->from->url, path)) && look_for_named(following);
}

bool store_follow(struct store *store, const struct article *from, struct str link, uint32_t *number, struct error *err) {
  struct arena arena;
  struct following following = {.store = store, .arena = &arena, .from = from, .err = err};
  following.path = str_slice(link, 0, path_end(link));
  arena_init(&arena, FOLLOW_ARENA_MAX);
  bool done = following.path.len == 0 || follow(&following);
  done = done && (!arena_failed(&arena) || error_memory(err));
  *number = following.number;
  arena_free(&arena);
  return done;
}

/* ---- links of a page ---- */

/* Where no article is meant, or none that there is, a browser knows the way; a file of text is where its page would be. */
static struct str lead_elsewhere(struct arena *arena, const struct article *article, struct str link) {
  struct str path = str_slice(link, 0, path_end(link));
  bool is_file = article_address_scheme(path).len == 0 && article_is_source(path) && path.len > 0 && path.ptr[0] != '/';
  if (!is_file) {
    return article_link_address(arena, article->url, link);
  }
  struct buf target;
  buf_init(&target, 1 << 14);
  article_resolve_link(article->id, link, &target);
  struct str address = buf_failed(&target) ? link : arena_copy(arena, buf_str(&target));
  buf_free(&target);
  return address;
}

static bool lead(struct store *store, struct arena *arena, const struct article *article, bool follows, struct str *link,
                 struct error *err) {
  uint32_t number = 0;
  struct store_name name;
  if (link->len == 0 || link->ptr[0] == '#' || (follows && !store_follow(store, article, *link, &number, err))) {
    return link->len == 0 || link->ptr[0] == '#';
  }
  if (number == 0) {
    *link = lead_elsewhere(arena, article, *link);
    return true;
  }
  if (!store_name(store, number, arena, &name, err)) {
    return false;
  }
  *link = arena_format(arena, "%.*s%.*s", STR_ARG(name.url), STR_ARG(str_slice(*link, path_end(*link), link->len)));
  return true;
}

bool store_lead(struct store *store, struct arena *arena, struct article *article, struct error *err) {
  size_t links = 0;
  for (size_t i = 0; i < article->mark_count; i++) {
    struct mark *mark = &article->marks[i];
    bool is_link = mark->kind == MARK_LINK;
    if ((is_link || mark->kind == MARK_IMAGE) &&
        !lead(store, arena, article, is_link && links++ < LINKS_MAX, &mark->value, err)) {
      return false;
    }
  }
  for (size_t i = 0; i < article->translation_count; i++) {
    if (!lead(store, arena, article, true, &article->translations[i].link, err)) {
      return false;
    }
  }
  return !arena_failed(arena) || error_memory(err);
}

#include "lang.h"

/* A code of two letters, alone or before a region or a script: de, pt-BR, zh_Hans. */
static bool is_tag(struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    bool letter = (text.ptr[i] | 0x20) >= 'a' && (text.ptr[i] | 0x20) <= 'z';
    if (i == 2 ? text.ptr[i] != '-' && text.ptr[i] != '_' : !letter) {
      return false;
    }
  }
  return text.len == 2 || text.len == strlen("pt-BR") || text.len == strlen("zh-Hans");
}

/* The last folder of an id that is a language tag, or the tag between dots at its end; empty where there is none. */
static struct str tag_of_id(struct str id) {
  struct str tag = STR("");
  size_t begin = 0;
  for (size_t end; (end = str_find(id, '/', begin)) < id.len; begin = end + 1) {
    struct str folder = str_slice(id, begin, end);
    tag = is_tag(folder) ? folder : tag;
  }
  for (size_t end; (end = str_find(id, '.', begin)) < id.len; begin = end + 1) {
    struct str part = str_slice(id, begin, end);
    bool behind_name = begin > 0 && id.ptr[begin - 1] == '.';
    tag = behind_name && is_tag(part) ? part : tag;
  }
  return tag;
}

/* The language of a tag, in small letters: pt of pt-BR. */
struct code {
  char letters[2];
  size_t length;
};

static struct code code_of(struct str tag) {
  struct code code = {.length = 0};
  while (code.length < sizeof code.letters && code.length < tag.len) {
    code.letters[code.length] = (char)(tag.ptr[code.length] | 0x20);
    code.length++;
  }
  return code;
}

void lang_settle(const struct guesser *guesser, struct str usual, struct article *article) {
  if (article->lang.len > 0) {
    return;
  }
  struct str tag = tag_of_id(article->id);
  struct code hint = code_of(tag), site = code_of(usual.len > 0 ? usual : STR("en"));
  struct guess_context context = {{hint.letters, hint.length}, {site.letters, site.length}};
  const struct str texts[] = {article->title, article->summary, article->text};
  struct str guess = guess_language(guesser, texts, COUNT_OF(texts), &context);
  bool as_hinted = guess.len > 0 && guess_same_language(context.hint, guess);
  bool as_usual = guess.len == 0 || (usual.len > 0 && guess_same_language(context.usual, guess));
  article_default_language(article, as_hinted ? tag : as_usual ? usual : guess); /* a tag may say which kind of it */
}

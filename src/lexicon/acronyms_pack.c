#include "acronyms.h"

/* Keeping what was counted. */

static void pack_text(struct str text, struct buf *packed) {
  encode_number(text.len, packed);
  buf_add(packed, text);
}

static void pack_pair(const struct acronyms *acronyms, const struct pair *pair, struct buf *packed) {
  struct str known[2] = {STR(""), STR("")};
  pack_text(pair->key, packed);
  encode_number(pair->folded.len, packed);
  encode_number(pair->articles, packed);
  for (uint32_t number = pair->mention; number != 0; number = acronyms->mentions[number - 1].next) {
    const struct mention *mention = &acronyms->mentions[number - 1];
    const struct str texts[2] = {mention->short_form, mention->long_form};
    encode_number(mention->article, packed);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
      pack_text(str_equal(texts[i], known[i]) ? STR("") : texts[i], packed);
      known[i] = texts[i];
    }
  }
}

void acronyms_pack(const struct acronyms *acronyms, struct buf *packed) {
  const struct plainwords *plain = &acronyms->plain;
  size_t pairs = 0;
  if (acronyms->failed || acronyms->passed_over || plain->failed || plain->count == PLAINWORDS_MAX) {
    return;
  }
  for (size_t i = 0; i < acronyms->count; i++) {
    pairs += acronyms->pairs[i].articles > 0;
  }
  encode_number(pairs, packed);
  for (size_t i = 0; i < acronyms->count; i++) {
    if (acronyms->pairs[i].articles > 0) {
      pack_pair(acronyms, &acronyms->pairs[i], packed);
    }
  }
  for (size_t i = 0; i < plain->capacity; i++) {
    char letters[PLAINWORD_LETTERS_MAX];
    if (plain->slots[i].articles > 0) {
      pack_text(plainword_text(&plain->slots[i], letters), packed);
      encode_number(plain->slots[i].articles, packed);
    }
  }
}

/* Bytes that are read; false where they end too soon. */
struct packed {
  struct str bytes;
  size_t at;
};

static bool take_number(struct packed *packed, uint32_t *number) {
  return decode_number(packed->bytes, &packed->at, number);
}

static bool take_text(struct packed *packed, struct str *text) {
  uint32_t length;
  if (!take_number(packed, &length) || length > packed->bytes.len - packed->at) {
    return false;
  }
  *text = str_slice(packed->bytes, packed->at, packed->at + length);
  packed->at += length;
  return true;
}

/* The language whose code stands in a key behind the short form. */
static const struct language *language_of(struct str key, size_t folded) {
  size_t begin = folded + 1, end = str_find(key, '\t', begin);
  return language_find(str_slice(key, begin, end));
}

static bool unpack_pair(struct acronyms *acronyms, struct packed *packed) {
  struct str key, texts[2], known[2] = {STR(""), STR("")};
  uint32_t folded, mentions, article;
  if (!take_text(packed, &key) || !take_number(packed, &folded) || folded >= key.len || !take_number(packed, &mentions)) {
    return false;
  }
  struct pair *pair = acronyms_pair(acronyms, key, folded, language_of(key, folded));
  for (uint32_t i = 0; pair != NULL && i < mentions; i++) {
    if (!take_number(packed, &article) || !take_text(packed, &texts[0]) || !take_text(packed, &texts[1])) {
      return false;
    }
    for (size_t k = 0; k < COUNT_OF(texts); k++) {
      known[k] = texts[k].len > 0 ? texts[k] : known[k];
    }
    acronyms_mention(acronyms, pair, article, known[0], known[1]);
  }
  return pair != NULL && !acronyms->failed;
}

bool acronyms_unpack(struct acronyms *acronyms, struct str bytes) {
  struct packed packed = {.bytes = bytes};
  uint32_t pairs, articles;
  struct str word;
  bool sound = take_number(&packed, &pairs);
  for (uint32_t i = 0; sound && i < pairs; i++) {
    sound = unpack_pair(acronyms, &packed);
  }
  while (sound && packed.at < bytes.len) {
    sound = take_text(&packed, &word) && take_number(&packed, &articles);
    if (sound) {
      plainwords_restore(&acronyms->plain, word, articles);
    }
  }
  return sound && !acronyms->plain.failed;
}

#include "speech.h"

#include "render.h"

/* Takes the part of a language tag that begins at *at, which moves behind it. */
static struct str next_part(struct str tag, size_t *at) {
  size_t begin = *at;
  while (*at < tag.len && tag.ptr[*at] != '-' && tag.ptr[*at] != '_') {
    (*at)++;
  }
  size_t end = *at;
  *at += *at < tag.len;
  return str_slice(tag, begin, end);
}

static bool is_same(struct str a, struct str b) {
  bool same = a.len == b.len && a.len > 0;
  for (size_t i = 0; same && i < a.len; i++) {
    same = (a.ptr[i] | 0x20) == (b.ptr[i] | 0x20);
  }
  return same;
}

/* Whether Chinese is meant in traditional characters: the tag names them, or a place that writes them. */
static bool is_traditional(struct str tag) {
  static const struct {
    struct str part;
    bool traditional;
  } signs[] = {{STR("Hant"), true}, {STR("Hans"), false}, {STR("TW"), true}, {STR("HK"), true}, {STR("MO"), true}};
  for (size_t at = 0; at < tag.len;) {
    struct str part = next_part(tag, &at);
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
      if (is_same(part, signs[i].part)) {
        return signs[i].traditional;
      }
    }
  }
  return false;
}

static const struct speech *find(struct str lang) {
  size_t at = 0;
  struct str language = next_part(lang, &at);
  bool traditional = is_same(language, STR("zh")) && is_traditional(lang);
  for (size_t i = 0; i < speech_count; i++) {
    struct str spoken = str_of(speech_table[i].lang);
    at = 0;
    if (is_same(language, next_part(spoken, &at)) && is_traditional(spoken) == traditional) {
      return &speech_table[i];
    }
  }
  return NULL;
}

const struct speech *speech_of(struct str lang) {
  const struct speech *speech = find(lang);
  return speech != NULL ? speech : &speech_table[0];
}

struct str render_speaks(struct str lang) {
  const struct speech *speech = find(lang);
  return speech != NULL ? str_of(speech->lang) : STR("");
}

bool render_speaks_variously(struct str lang) {
  size_t end = 0, at;
  struct str language = next_part(lang, &end);
  for (size_t i = 0; i < speech_count && end == lang.len; i++) {
    struct str spoken = str_of(speech_table[i].lang);
    at = 0;
    if (is_same(language, next_part(spoken, &at)) && at < spoken.len) {
      return true;
    }
  }
  return false;
}

/* Of texts with | between them the one at a place; the last one where there are fewer. */
static struct str part_of(struct str text, size_t place) {
  size_t end = str_find(text, '|', 0);
  while (place-- > 0 && end < text.len) {
    text = str_slice(text, end + 1, text.len);
    end = str_find(text, '|', 0);
  }
  return str_slice(text, 0, end);
}

struct str speech_text(const struct speech *speech, enum say say) {
  return part_of(str_of(speech->says[say]), 0);
}

struct str speech_plural(const struct speech *speech, enum say say, uint64_t number) {
  return part_of(str_of(speech->says[say]), speech->form != NULL ? speech->form(number) : 0);
}

char speech_next(struct str *sentence, struct str *text) {
  size_t open = str_find(*sentence, '{', 0);
  bool ends = open + 2 >= sentence->len;
  char slot = ends ? '\0' : sentence->ptr[open + 1];
  *text = ends ? *sentence : str_slice(*sentence, 0, open);
  *sentence = ends ? STR("") : str_slice(*sentence, open + 3, sentence->len);
  return slot;
}

void speech_say(struct buf *out, struct str sentence, const struct speech_value *values) {
  struct str text;
  for (char slot = ' '; slot != '\0';) {
    slot = speech_next(&sentence, &text);
    buf_add(out, text);
    for (const struct speech_value *value = values; slot != '\0' && value->slot != '\0'; value++) {
      buf_add(out, value->slot == slot ? value->text : STR(""));
    }
  }
}

void speech_number(struct buf *out, const struct speech *speech, uint64_t number) {
  struct str between = str_of(speech->says[SAY_THOUSANDS]);
  uint64_t unit = 1;
  while (number / unit >= 1000) {
    unit *= 1000;
  }
  buf_format(out, "%llu", (unsigned long long)(number / unit));
  while (unit >= 1000) {
    number %= unit;
    unit /= 1000;
    buf_add(out, between);
    buf_format(out, "%03llu", (unsigned long long)(number / unit));
  }
}

void speech_counted(struct buf *out, const struct speech *speech, enum say say, uint64_t number) {
  struct buf digits;
  buf_init(&digits, 64);
  speech_number(&digits, speech, number);
  speech_say(out, speech_plural(speech, say, number), (struct speech_value[]){{'n', buf_str(&digits)}, {'\0', STR("")}});
  out->failed |= buf_failed(&digits);
  buf_free(&digits);
}

static bool read_date(struct str date, uint64_t *year, uint64_t *month, uint64_t *day) {
  return date.len == 10 && date.ptr[4] == '-' && date.ptr[7] == '-' && str_to_number(str_slice(date, 0, 4), 9999, year) &&
         str_to_number(str_slice(date, 5, 7), 12, month) && str_to_number(str_slice(date, 8, 10), 31, day) && *month > 0;
}

void speech_date(struct buf *out, const struct speech *speech, struct str date) {
  uint64_t year, month, day;
  if (!read_date(date, &year, &month, &day)) {
    buf_add(out, date);
    return;
  }
  struct str sentence = speech_text(speech, day == 1 ? SAY_FIRST : SAY_DATE), text;
  struct str months = str_of(speech->says[SAY_MONTHS]);
  for (char slot = ' '; slot != '\0';) {
    slot = speech_next(&sentence, &text);
    buf_add(out, text);
    if (slot == 'm' && months.len > 0) {
      buf_add(out, part_of(months, (size_t)month - 1));
    } else if (slot != '\0') {
      buf_format(out, "%u", (unsigned)(slot == 'y' ? year : slot == 'm' ? month : day));
    }
  }
}

#include "language.h"

static const struct {
  const char *code, *name;
} names[] = {
    {"zh-Hans", "简体中文"}, {"zh-Hant", "繁體中文"}, /* before the language alone */
    {"ar", "العربية"},       {"bg", "Български"},     {"ca", "Català"},
    {"cs", "Čeština"},       {"da", "Dansk"},         {"de", "Deutsch"},
    {"el", "Ελληνικά"},      {"en", "English"},       {"es", "Español"},
    {"et", "Eesti"},         {"eu", "Euskara"},       {"fa", "فارسی"},
    {"fi", "Suomi"},         {"fr", "Français"},      {"ga", "Gaeilge"},
    {"he", "עברית"},         {"hi", "हिन्दी"},         {"hr", "Hrvatski"},
    {"hu", "Magyar"},        {"hy", "Հայերեն"},       {"id", "Bahasa Indonesia"},
    {"it", "Italiano"},      {"ja", "日本語"},        {"ko", "한국어"},
    {"lt", "Lietuvių"},      {"nb", "Norsk bokmål"},  {"ne", "नेपाली"},
    {"nl", "Nederlands"},    {"nn", "Norsk nynorsk"}, {"no", "Norsk"},
    {"pl", "Polski"},        {"pt", "Português"},     {"ro", "Română"},
    {"ru", "Русский"},       {"sk", "Slovenčina"},    {"sl", "Slovenščina"},
    {"sr", "Српски"},        {"sv", "Svenska"},       {"ta", "தமிழ்"},
    {"th", "ไทย"},           {"tr", "Türkçe"},        {"uk", "Українська"},
    {"vi", "Tiếng Việt"},    {"yi", "ייִדיש"},         {"zh", "中文"},
};

static char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? (char)(letter + 'a' - 'A') : letter;
}

static bool is_hyphen(char byte) {
  return byte == '-' || byte == '_';
}

/* Whether a tag is a code, or one with more behind it. */
static bool begins_with(struct str tag, struct str code) {
  bool same = tag.len == code.len || (tag.len > code.len && is_hyphen(tag.ptr[code.len]));
  for (size_t i = 0; same && i < code.len; i++) {
    same = lower(tag.ptr[i]) == lower(code.ptr[i]) || (is_hyphen(tag.ptr[i]) && is_hyphen(code.ptr[i]));
  }
  return same;
}

struct str language_name(struct str tag, struct str *kind) {
  *kind = STR("");
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    struct str code = str_of(names[i].code);
    if (begins_with(tag, code)) {
      *kind = str_slice(tag, code.len + 1, tag.len);
      return str_of(names[i].name);
    }
  }
  return tag;
}

bool language_is_rtl(struct str tag) {
  static const char *const codes[] = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"};
  bool is_code = tag.len == 2 || (tag.len > 2 && (tag.ptr[2] == '-' || tag.ptr[2] == '_'));
  struct str script = is_code ? str_slice(tag, 3, 7) : STR("");
  if (script.len == 4 && (tag.len == 7 || tag.ptr[7] == '-' || tag.ptr[7] == '_')) {
    return str_equal(script, STR("Arab")) || str_equal(script, STR("Hebr"));
  }
  for (size_t i = 0; i < COUNT_OF(codes) && is_code; i++) {
    if (codes[i][0] == lower(tag.ptr[0]) && codes[i][1] == lower(tag.ptr[1])) {
      return true;
    }
  }
  return false;
}

void language_add(struct buf *out, struct str tag) {
  struct str kind;
  buf_add(out, language_name(tag, &kind));
  if (kind.len > 0) {
    buf_add(out, STR(" ("));
    buf_add(out, kind);
    buf_byte(out, ')');
  }
}

#include "rules.h"

static const struct check_rule rules[RULE_COUNT] = {
    [RULE_NOT_INDEXED] = {"not-indexed", SETTINGS_ERROR, "An article or a list cannot be used and is not in the index."},
    [RULE_ADDRESS_TWICE] = {"address-twice", SETTINGS_ERROR, "Two articles claim one address; only the first is in the index."},
    [RULE_TITLE_MISSING] = {"title-missing", SETTINGS_WARNING, "An article has no title of its own."},
    [RULE_TITLE_TWICE] = {"title-twice", SETTINGS_WARNING, "Two articles in one language have the same title."},
    [RULE_LANGUAGE_MISSING] = {"language-missing", SETTINGS_WARNING,
                               "An article does not say its language, nor do the settings."},
    [RULE_TAG_UNKNOWN] = {"tag-unknown", SETTINGS_ERROR, "A tag is not among those that articles may have."},
    [RULE_REVIEW_EXPIRED] = {"review-expired", SETTINGS_WARNING, "The day by which an article was to be reviewed is past."},
    [RULE_HEADING_ORDER] = {"heading-order", SETTINGS_WARNING, "A heading skips a level."},
    [RULE_SECTION_LONG] = {"section-long", SETTINGS_WARNING, "A section is longer than visitors read through."},
    [RULE_LINK_BROKEN] = {"link-broken", SETTINGS_ERROR, "A link leads to no article and no file."},
    [RULE_ANCHOR_BROKEN] = {"anchor-broken", SETTINGS_ERROR, "A link leads to a section that its article does not have."},
    [RULE_TRANSLATION_BROKEN] = {"translation-broken", SETTINGS_ERROR, "A translation is named that there is not."},
    [RULE_TRANSLATION_LANGUAGE] = {"translation-language", SETTINGS_WARNING,
                                   "A translation is in another language than is said."},
    [RULE_SUCCESSOR_BROKEN] = {"successor-broken", SETTINGS_ERROR, "An article is superseded by one that there is not."},
    [RULE_NEAR_DUPLICATE] = {"near-duplicate", SETTINGS_WARNING, "Two articles say nearly the same."},
    [RULE_SYNONYM_UNMATCHED] = {"synonym-unmatched", SETTINGS_WARNING, "A line of synonyms leads to words that no article has."},
    [RULE_SYNONYM_SAME] = {"synonym-same", SETTINGS_WARNING, "Two words of a line of synonyms find the same without it."},
    [RULE_PIN_BROKEN] = {"pin-broken", SETTINGS_ERROR, "A query is pinned to an article that there is not."},
    [RULE_PIN_TWICE] = {"pin-twice", SETTINGS_ERROR, "A query is pinned by two lines."},
    [RULE_FINDABLE_TITLE] = {"findable-title", SETTINGS_ERROR, "An article is not among the first three for its own title."},
    [RULE_FINDABLE_ALIAS] = {"findable-alias", SETTINGS_WARNING,
                             "An article is not among the first three for one of its aliases."},
    [RULE_FINDABLE_HEADING] = {"findable-heading", SETTINGS_WARNING,
                               "An article is not among the first three for one of its headings."},
};

_Static_assert((int)RULE_COUNT <= (int)SETTINGS_NAMES_MAX, "settings have room for the names of all rules");

const struct check_rule *check_rules(size_t *count) {
  *count = RULE_COUNT;
  return rules;
}

void check_known_names(struct settings_known *known) {
  for (known->rule_count = 0; known->rule_count < RULE_COUNT; known->rule_count++) {
    known->rules[known->rule_count] = rules[known->rule_count].name;
  }
}

void rules_take(const struct settings *settings, enum settings_level levels[RULE_COUNT]) {
  for (size_t i = 0; i < RULE_COUNT; i++) {
    levels[i] = rules[i].usual;
    for (size_t k = 0; k < settings->rule_count; k++) {
      levels[i] = str_equal(settings->rules[k].name, str_of(rules[i].name)) ? settings->rules[k].level : levels[i];
    }
  }
}

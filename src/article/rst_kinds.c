#include "article/rst.h"

/* Which directives there are, and what becomes of the text of each. */

static bool is_one_of(struct str name, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (str_equal(name, str_of(list[i]))) {
      return true;
    }
  }
  return false;
}

/* Whether the text is for other readers than those of pages. */
static bool is_for_print(struct str name, struct str argument) {
  static const char *const others[] = {"latex", "man", "texinfo", "epub"};
  bool is_other = str_starts_with(argument, STR("not html"));
  for (size_t i = 0; i < COUNT_OF(others); i++) {
    is_other = is_other || str_equal(argument, str_of(others[i]));
  }
  return str_equal(name, STR("only")) && is_other;
}

/* What Sphinx writes before the number of a version. */
const char *rst_version_words(struct str name) {
  static const char *const words[][2] = {{"versionadded", "New in version "},
                                         {"versionchanged", "Changed in version "},
                                         {"deprecated", "Deprecated since version "},
                                         {"versionremoved", "Removed in version "}};
  for (size_t i = 0; i < COUNT_OF(words); i++) {
    if (str_equal(name, str_of(words[i][0]))) {
      return words[i][1];
    }
  }
  return "";
}

enum rst_kind rst_kind_of(struct str name, struct str argument, bool in_domain) {
  static const char *const codes[] = {"code-block", "code",       "sourcecode", "parsed-literal", "math",   "doctest",
                                      "testcode",   "testoutput", "ipython",    "prompt",         "console"};
  static const char *const dropped[] = {"toctree",        "contents",
                                        "include",        "raw",
                                        "index",          "meta",
                                        "highlight",      "figure-options",
                                        "literalinclude", "currentmodule",
                                        "module",         "automodule",
                                        "autoclass",      "autofunction",
                                        "graphviz",       "tabularcolumns",
                                        "moduleauthor",   "codeauthor",
                                        "sectionauthor",  "testsetup",
                                        "testcleanup",    "kernel-doc",
                                        "role",           "default-role",
                                        "rst-class",      "cssclass",
                                        "class",          "kernel-figure",
                                        "sectnum",        "section-numbering",
                                        "kernel-render",  "kernel-feat",
                                        "kernel-abi",     "maintainers-include",
                                        "default-domain"};
  static const char *const definitions[] = {"function", "method",    "staticmethod", "classmethod", "attribute",
                                            "data",     "exception", "property",     "decorator",   "cmdoption",
                                            "option",   "program",   "envvar",       "opcode"};
  if (is_for_print(name, argument) || (is_one_of(name, dropped, COUNT_OF(dropped)) && !in_domain)) {
    return RST_DROPPED;
  }
  if (str_equal(name, STR("image")) || str_equal(name, STR("figure"))) {
    return RST_IMAGE;
  }
  bool defines = in_domain || is_one_of(name, definitions, COUNT_OF(definitions));
  return str_equal(name, STR("productionlist"))    ? RST_GRAMMAR
         : is_one_of(name, codes, COUNT_OF(codes)) ? RST_CODE
         : defines                                 ? RST_DEFINITION
                                                   : RST_TEXT;
}

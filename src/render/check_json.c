#include "json.h"
#include "render.h"

static const char *level_name(enum settings_level level) {
  return level == SETTINGS_ERROR ? "error" : level == SETTINGS_WARNING ? "warning" : "none";
}

void render_check_json(const struct check_report *report, struct buf *out) {
  struct json json = {.out = out};
  json_open(&json, '{');
  json_number_member(&json, STR("articles"), report->articles);
  json_number_member(&json, STR("queries"), report->queries);
  json_number_member(&json, STR("errors"), report->errors);
  json_number_member(&json, STR("warnings"), report->warnings);
  json_key(&json, STR("findings"));
  json_open(&json, '[');
  for (size_t i = 0; i < report->count; i++) {
    const struct check_finding *finding = &report->findings[i];
    json_open(&json, '{');
    json_member(&json, STR("rule"), str_of(finding->rule->name));
    json_member(&json, STR("severity"), str_of(level_name(finding->level)));
    json_member(&json, STR("file"), finding->file);
    if (finding->line > 0) {
      json_number_member(&json, STR("line"), finding->line);
    }
    json_member(&json, STR("message"), finding->sentence);
    json_close(&json, '}');
  }
  json_close(&json, ']');
  json_close(&json, '}');
  buf_byte(out, '\n');
}

/* ---- SARIF 2.1.0 (OASIS, 2020) ---- */

static void add_text(struct json *json, const char *key, struct str text) {
  json_key(json, str_of(key));
  json_open(json, '{');
  json_member(json, STR("text"), text);
  json_close(json, '}');
}

static void add_rules(struct json *json) {
  size_t count;
  const struct check_rule *rules = check_rules(&count);
  json_key(json, STR("rules"));
  json_open(json, '[');
  for (size_t i = 0; i < count; i++) {
    json_open(json, '{');
    json_member(json, STR("id"), str_of(rules[i].name));
    add_text(json, "shortDescription", str_of(rules[i].about));
    json_key(json, STR("defaultConfiguration"));
    json_open(json, '{');
    json_member(json, STR("level"), str_of(level_name(rules[i].usual)));
    json_close(json, '}');
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void add_tool(struct json *json) {
  json_key(json, STR("tool"));
  json_open(json, '{');
  json_key(json, STR("driver"));
  json_open(json, '{');
  json_member(json, STR("name"), STR("marrow"));
  json_member(json, STR("version"), STR(MARROW_VERSION));
  add_rules(json);
  json_close(json, '}');
  json_close(json, '}');
}

static void add_location(struct json *json, const struct check_finding *finding) {
  struct buf address;
  buf_init(&address, 8 * finding->file.len + 64);
  encode_percent(finding->file, ENCODE_PATH, &address);
  json_key(json, STR("locations"));
  json_open(json, '[');
  json_open(json, '{');
  json_key(json, STR("physicalLocation"));
  json_open(json, '{');
  json_key(json, STR("artifactLocation"));
  json_open(json, '{');
  json_member(json, STR("uri"), buf_str(&address));
  json_close(json, '}');
  if (finding->line > 0) {
    json_key(json, STR("region"));
    json_open(json, '{');
    json_number_member(json, STR("startLine"), finding->line);
    json_close(json, '}');
  }
  json_close(json, '}');
  json_close(json, '}');
  json_close(json, ']');
  buf_free(&address);
}

static void add_result(struct json *json, const struct check_finding *finding) {
  size_t count;
  json_open(json, '{');
  json_member(json, STR("ruleId"), str_of(finding->rule->name));
  json_number_member(json, STR("ruleIndex"), (uint64_t)(finding->rule - check_rules(&count)));
  json_member(json, STR("level"), str_of(level_name(finding->level)));
  add_text(json, "message", finding->sentence);
  add_location(json, finding);
  json_close(json, '}');
}

void render_check_sarif(const struct check_report *report, struct buf *out) {
  struct json json = {.out = out};
  json_open(&json, '{');
  json_member(&json, STR("$schema"), STR("https://json.schemastore.org/sarif-2.1.0.json"));
  json_member(&json, STR("version"), STR("2.1.0"));
  json_key(&json, STR("runs"));
  json_open(&json, '[');
  json_open(&json, '{');
  add_tool(&json);
  json_key(&json, STR("results"));
  json_open(&json, '[');
  for (size_t i = 0; i < report->count; i++) {
    add_result(&json, &report->findings[i]);
  }
  json_close(&json, ']');
  json_close(&json, '}');
  json_close(&json, ']');
  json_close(&json, '}');
  buf_byte(out, '\n');
}

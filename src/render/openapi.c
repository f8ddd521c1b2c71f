#include "json.h"
#include "render.h"
#include "schemas.h"

bool render_api_has_member(struct str schema, struct str member) {
  size_t count;
  const struct schema_member *rows = schemas_table(&count);
  for (size_t i = 0; i < count; i++) {
    if (str_equal(str_of(rows[i].schema), schema) && str_equal(str_of(rows[i].name), member)) {
      return true;
    }
  }
  return false;
}

/* ---- types ---- */

static void add_reference(struct json *json, struct str schema) {
  struct buf path;
  buf_init(&path, 1 << 10);
  buf_format(&path, "#/components/schemas/%.*s", STR_ARG(schema));
  json_member(json, STR("$ref"), buf_str(&path));
  json->out->failed |= buf_failed(&path);
  buf_free(&path);
}

/* Pairs of offsets, as JavaScript's slice takes them. */
static void add_range(struct json *json) {
  json_raw(json, STR("{\"type\":\"array\",\"prefixItems\":[{\"type\":\"integer\",\"minimum\":0},{\"type\":\"integer\","
                     "\"minimum\":1}],\"items\":false,\"minItems\":2,"
                     "\"description\":\"Begin and end, in UTF-16 code units.\"}"));
}

/* A type without [], {} and ? behind it. */
static void add_plain_type(struct json *json, struct str type) {
  if (str_equal(type, STR("any"))) {
    json_raw(json, STR("{}"));
    return;
  }
  if (str_equal(type, STR("integer"))) {
    json_raw(json, STR("{\"type\":\"integer\",\"minimum\":0}"));
    return;
  }
  json_open(json, '{');
  if (type.ptr[0] >= 'A' && type.ptr[0] <= 'Z') {
    add_reference(json, type);
  } else {
    json_member(json, STR("type"), type);
  }
  json_close(json, '}');
}

/* What stands behind a type, innermost first: "Count[]{}" is an object of arrays. At most two of them. */
static void add_type(struct json *json, struct str type) {
  static const struct {
    struct str behind;
    const char *open, *close;
  } wraps[] = {
      {{"[]", 2}, "{\"type\":\"array\",\"items\":", "}"},
      {{"{}", 2}, "{\"type\":\"object\",\"additionalProperties\":", "}"},
      {{"?", 1}, "{\"oneOf\":[", ",{\"type\":\"null\"}]}"},
  };
  const char *closing[2];
  size_t depth = 0;
  for (size_t i = 0; i < COUNT_OF(wraps) && depth < COUNT_OF(closing); i++) {
    if (str_ends_with(type, wraps[i].behind)) {
      type.len -= wraps[i].behind.len;
      buf_add(json->out, str_of(wraps[i].open));
      closing[depth++] = wraps[i].close;
      i = (size_t)-1;
    }
  }
  add_plain_type(json, type);
  while (depth > 0) {
    buf_add(json->out, str_of(closing[--depth]));
  }
  json->comma = true;
}

/* ---- schemas ---- */

static bool same_schema(const struct schema_member *a, const struct schema_member *b) {
  return strcmp(a->schema, b->schema) == 0;
}

static void add_required(struct json *json, const struct schema_member *rows, size_t count) {
  json_key(json, STR("required"));
  json_open(json, '[');
  for (size_t i = 0; i < count; i++) {
    if (rows[i].always) {
      json_text(json, str_of(rows[i].name));
    }
  }
  json_close(json, ']');
}

static void add_schema(struct json *json, const struct schema_member *rows, size_t count) {
  json_key(json, str_of(rows->schema));
  json_open(json, '{');
  json_member(json, STR("type"), STR("object"));
  json_key(json, STR("additionalProperties"));
  json_truth(json, false);
  add_required(json, rows, count);
  json_key(json, STR("properties"));
  json_open(json, '{');
  for (size_t i = 0; i < count; i++) {
    json_key(json, str_of(rows[i].name));
    json_open(json, '{');
    json_member(json, STR("description"), str_of(rows[i].says));
    json_key(json, STR("allOf"));
    json_open(json, '[');
    add_type(json, str_of(rows[i].type));
    json_close(json, ']');
    json_close(json, '}');
  }
  json_close(json, '}');
  json_close(json, '}');
}

static void add_components(struct json *json) {
  size_t count;
  const struct schema_member *rows = schemas_table(&count);
  json_key(json, STR("components"));
  json_open(json, '{');
  json_key(json, STR("headers"));
  json_raw(
      json,
      STR("{\"Cache-Control\":{\"description\":\"no-cache: ask again with If-None-Match. no-store: errors, and answers that were "
          "cut short.\",\"required\":true,\"schema\":{\"enum\":[\"no-cache\",\"no-store\"]}},"
          "\"ETag\":{\"description\":\"Names this answer; none where it was cut short.\",\"schema\":{\"type\":\"string\"}},"
          "\"Retry-After\":{\"description\":\"Seconds to wait before the next request.\",\"required\":true,"
          "\"schema\":{\"type\":\"integer\",\"minimum\":1}}}"));
  json_key(json, STR("parameters"));
  json_raw(
      json,
      STR("{\"If-None-Match\":{\"name\":\"If-None-Match\",\"in\":\"header\",\"description\":\"Tags of answers that whoever asks "
          "has kept: where the answer is one of them, 304 comes without it.\",\"schema\":{\"type\":\"string\"}}}"));
  json_key(json, STR("schemas"));
  json_open(json, '{');
  json_key(json, STR("Range"));
  add_range(json);
  for (size_t first = 0; first < count;) {
    size_t end = first;
    while (end < count && same_schema(&rows[first], &rows[end])) {
      end++;
    }
    add_schema(json, &rows[first], end - first);
    first = end;
  }
  json_close(json, '}');
  json_close(json, '}');
}

/* ---- operations ---- */

static void add_number_schema(struct json *json, const struct api_parameter *parameter) {
  json_member(json, STR("type"), STR("integer"));
  json_number_member(json, STR("minimum"), parameter->least);
  json_number_member(json, STR("maximum"), parameter->most);
  json_number_member(json, STR("default"), parameter->usual);
}

static void add_choice_schema(struct json *json, const struct api_parameter *parameter) {
  json_member(json, STR("type"), STR("string"));
  json_key(json, STR("enum"));
  json_texts(json, parameter->choices, API_CHOICES_MAX);
  json_member(json, STR("default"), parameter->choices[0]);
}

static void add_parameter(struct json *json, const struct api_parameter *parameter) {
  json_open(json, '{');
  json_member(json, STR("name"), parameter->name);
  json_member(json, STR("in"), parameter->in_path ? STR("path") : STR("query"));
  json_key(json, STR("required"));
  json_truth(json, parameter->in_path || parameter->required);
  json_member(json, STR("description"), parameter->says);
  json_key(json, STR("schema"));
  json_open(json, '{');
  if (parameter->number) {
    add_number_schema(json, parameter);
  } else if (parameter->choices != NULL) {
    add_choice_schema(json, parameter);
  } else if (parameter->repeats) {
    json_member(json, STR("type"), STR("array"));
    json_key(json, STR("items"));
    json_raw(json, STR("{\"type\":\"string\"}"));
  } else {
    json_member(json, STR("type"), STR("string"));
  }
  json_close(json, '}');
  json_close(json, '}');
}

static void add_answer(struct json *json, struct str status, struct str says, const char *headers, struct str type,
                       struct str schema) {
  json_key(json, status);
  json_open(json, '{');
  json_member(json, STR("description"), says);
  json_key(json, STR("headers"));
  json_raw(json, str_of(headers));
  json_key(json, STR("content"));
  json_open(json, '{');
  json_key(json, type);
  json_open(json, '{');
  json_key(json, STR("schema"));
  json_open(json, '{');
  add_reference(json, schema);
  json_close(json, '}');
  json_close(json, '}');
  json_close(json, '}');
  json_close(json, '}');
}

#define CACHE_CONTROL "\"Cache-Control\":{\"$ref\":\"#/components/headers/Cache-Control\"}"
#define ENTITY_TAG "\"ETag\":{\"$ref\":\"#/components/headers/ETag\"}"
#define RETRY_AFTER "\"Retry-After\":{\"$ref\":\"#/components/headers/Retry-After\"}"

/* Whether the operation is about one article, which may not exist. */
static bool is_of_article(const struct api_operation *operation) {
  bool found = false;
  for (size_t i = 0; i < operation->parameter_count; i++) {
    found |= operation->parameters[i].in_path || operation->parameters[i].required;
  }
  return found;
}

static void add_problem(struct json *json, struct str status, struct str says, const char *headers) {
  add_answer(json, status, says, headers, STR("application/problem+json"), STR("Problem"));
}

static void add_answers(struct json *json, const struct api_operation *operation) {
  json_key(json, STR("responses"));
  json_open(json, '{');
  add_answer(json, STR("200"), operation->says, "{" CACHE_CONTROL "," ENTITY_TAG "}", STR("application/json"), operation->schema);
  json_key(json, STR("304"));
  json_raw(json, STR("{\"description\":\"If-None-Match names the tag of this answer.\",\"headers\":{" CACHE_CONTROL "," ENTITY_TAG
                     "}}"));
  add_problem(json, STR("400"), STR("A parameter, the path or the header is wrong; detail says which."), "{" CACHE_CONTROL "}");
  if (is_of_article(operation)) {
    add_problem(json, STR("404"), STR("There is no such article."), "{" CACHE_CONTROL "}");
  }
  add_problem(json, STR("429"), STR("More requests came from this address than are answered."),
              "{" CACHE_CONTROL "," RETRY_AFTER "}");
  add_problem(json, STR("default"), STR("What else is wrong with the request, or with the server."), "{" CACHE_CONTROL "}");
  json_close(json, '}');
}

static void add_operation(struct json *json, const struct api_operation *operation) {
  json_key(json, operation->path);
  json_open(json, '{');
  json_key(json, STR("get"));
  json_open(json, '{');
  json_member(json, STR("operationId"), operation->name);
  json_member(json, STR("summary"), operation->says);
  json_key(json, STR("parameters"));
  json_open(json, '[');
  for (size_t i = 0; i < operation->parameter_count; i++) {
    add_parameter(json, &operation->parameters[i]);
  }
  json_raw(json, STR("{\"$ref\":\"#/components/parameters/If-None-Match\"}"));
  json_close(json, ']');
  add_answers(json, operation);
  json_close(json, '}');
  json_close(json, '}');
}

void render_openapi(const struct api_operation *operations, size_t count, struct buf *out) {
  struct json json = {.out = out};
  json_open(&json, '{');
  json_member(&json, STR("openapi"), STR("3.1.0"));
  json_key(&json, STR("info"));
  json_open(&json, '{');
  json_member(&json, STR("title"), STR("Marrow"));
  json_member(&json, STR("version"), STR(MARROW_VERSION));
  json_member(&json, STR("description"),
              STR("The search of this site. It only reads; every answer names the generation of the "
                  "index it was made from."));
  json_close(&json, '}');
  json_key(&json, STR("servers"));
  json_raw(&json, STR("[{\"url\":\"/\"}]"));
  json_key(&json, STR("paths"));
  json_open(&json, '{');
  for (size_t i = 0; i < count; i++) {
    add_operation(&json, &operations[i]);
  }
  json_close(&json, '}');
  add_components(&json);
  json_close(&json, '}');
  buf_byte(out, '\n');
}

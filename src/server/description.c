#include "server/description.h"

#include "render/render.h"
#include "server/routes.h"

static struct api_parameter describe_parameter(enum parameter parameter) {
  const struct parameter_row *row = parameters_row(parameter);
  return (struct api_parameter){
      .name = row->name,
      .says = row->says,
      .required = row->required,
      .repeats = row->kind == PARAMETER_PAIRS,
      .number = row->kind == PARAMETER_NUMBER,
      .least = row->least,
      .most = row->most,
      .usual = row->usual,
      .choices = row->kind == PARAMETER_CHOICE ? row->choices : NULL,
  };
}

static const struct api_parameter id = {
    .name = STR("id"), .says = STR("The article's id; its slashes may stand as they are."), .in_path = true};

/* False where memory ends. */
static bool describe_route(struct call *call, const struct route *route, struct api_operation *operation) {
  struct api_parameter *parameters = arena_array(&call->arena, PARAMETER_COUNT, sizeof *parameters);
  size_t count = 0;
  if (parameters == NULL) {
    return false;
  }
  if (route->open_ended) {
    parameters[count++] = id;
  }
  for (const enum parameter *each = route->parameters; *each != PARAMETER_END; each++) {
    parameters[count++] = describe_parameter(*each);
  }
  struct str path =
      route->open_ended ? arena_format(&call->arena, "%.*s{id}%.*s", STR_ARG(route->path), STR_ARG(route->ending)) : route->path;
  *operation = (struct api_operation){.name = str_slice(str_of(route->name), strlen("api_"), strlen(route->name)),
                                      .path = path,
                                      .says = route->says,
                                      .schema = route->schema,
                                      .parameters = parameters,
                                      .parameter_count = count};
  return path.ptr != NULL;
}

void description_answer(struct call *call) {
  size_t count, described = 0;
  const struct route *routes = routes_table(&count);
  struct api_operation *operations = arena_array(&call->arena, count, sizeof *operations);
  bool done = operations != NULL;
  for (size_t i = 0; i < count && done; i++) {
    if (routes[i].schema.len > 0) {
      done = describe_route(call, &routes[i], &operations[described++]);
    }
  }
  if (!done) {
    struct error err;
    (void)error_memory(&err);
    call_trouble(call, &err);
    return;
  }
  call->response->type = call_json_type;
  render_openapi(operations, described, &call->response->body);
  call_tag_by_content(call);
}

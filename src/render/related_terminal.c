#include "address.h"
#include "flow.h"
#include "render.h"

static void add_related(struct flow *flow, const struct search_related *related) {
  flow_gap(flow);
  flow_text(flow, related->title,
            (struct style){.flags = STYLE_BOLD, .link = address_is_web(related->url) ? related->url : STR("")});
  flow_break(flow);
  flow_text(flow, related->url, (struct style){.flags = STYLE_DIM});
  flow_break(flow);
  flow_text(flow, related->summary, (struct style){0});
  flow_break(flow);
}

void render_related_terminal(const struct article *article, const struct search_related *related, size_t count,
                             const struct terminal *terminal, struct buf *out) {
  struct flow flow;
  flow_begin(&flow, terminal, out);
  flow_text(&flow, count > 0 ? STR("Related to ") : STR("No article has enough in common with "), (struct style){0});
  flow_text(&flow, article->title, (struct style){.flags = STYLE_BOLD});
  flow_text(&flow, count > 0 ? STR(":") : STR("."), (struct style){0});
  flow_break(&flow);
  for (size_t i = 0; i < count; i++) {
    add_related(&flow, &related[i]);
  }
  flow_end(&flow);
}

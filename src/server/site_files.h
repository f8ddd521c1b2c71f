/* site_files: what other programs read of a site: OpenSearch, sitemap, feed, robots.txt. Private to server. */
#ifndef MARROW_SERVER_SITE_FILES_H
#define MARROW_SERVER_SITE_FILES_H

#include "server/call.h"

void site_opensearch(struct call *call);
void site_sitemap(struct call *call);
void site_feed(struct call *call);
void site_robots(struct call *call);

#endif

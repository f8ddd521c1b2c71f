/* policy: what whoever runs the server allows. Private to server. */
#ifndef MARROW_SERVER_POLICY_H
#define MARROW_SERVER_POLICY_H

#include "server/server.h"

struct policy;

/* Copies and checks. */
bool policy_new(const struct server_policy *wanted, struct policy **policy, struct error *err) MUST_USE;
void policy_free(struct policy *policy);

enum sharing { SHARED_WITH_NOBODY, SHARED_WITH_SOME, SHARED_WITH_ALL };

/* With how many other origins answers are shared. */
enum sharing policy_sharing(const struct policy *policy);

/* Whether pages of that origin ("https://clinic.example") may read answers. */
bool policy_shares_with(const struct policy *policy, struct str origin);

#endif

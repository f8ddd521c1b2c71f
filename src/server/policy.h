/* policy: what whoever runs the server allows. It may be exchanged while requests are answered. Private to server. */
#ifndef MARROW_SERVER_POLICY_H
#define MARROW_SERVER_POLICY_H

#include "server/address.h"
#include "server/server.h"

struct policy;

/* Copies and checks; whoever makes one has it. */
bool policy_new(const struct server_policy *wanted, struct policy **policy, struct error *err) MUST_USE;

/* It goes when the last one who has it puts it back; NULL is no policy. */
void policy_put(struct policy *policy);

/* The policy that holds now, and the place where it is exchanged. */
struct policies;
struct policies *policies_new(struct policy *policy); /* takes it over; NULL where there is no memory */
void policies_free(struct policies *policies);

/* To be put back. */
struct policy *policies_take(struct policies *policies);

/* Takes over a new one; requests under way keep the old one. */
void policies_exchange(struct policies *policies, struct policy *policy);

enum sharing { SHARED_WITH_NOBODY, SHARED_WITH_SOME, SHARED_WITH_ALL };

/* With how many other origins answers are shared. */
enum sharing policy_sharing(const struct policy *policy);

/* Whether pages of that origin ("https://clinic.example") may read answers. */
bool policy_shares_with(const struct policy *policy, struct str origin);

/* Whether what that peer says of other addresses is believed; one that is not known came through a Unix socket. */
bool policy_trusts(const struct policy *policy, const struct address *peer);

/* Where the site stands; empty: as each request says. */
struct str policy_url(const struct policy *policy);

enum server_log policy_log(const struct policy *policy);

/* Of a query: matches of a word with an article that may be scored; 0: any number. */
uint64_t policy_budget(const struct policy *policy);

/* Requests an address may make in a second (0: any number), and at once. */
unsigned policy_rate(const struct policy *policy);
unsigned policy_burst(const struct policy *policy);

/* Connections an address may have open at once; 0: any number. */
unsigned policy_connections(const struct policy *policy);

#endif

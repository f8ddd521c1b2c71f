/*
 * message: an answer in the library's hands. Making one costs more than sending it, so that of an answer that is kept its
 * messages are kept as well: one for each way in which headers differ by who asks. Private to server.
 */
#ifndef MARROW_SERVER_MESSAGE_H
#define MARROW_SERVER_MESSAGE_H

#include "server/payload.h"

#include <microhttpd.h>

/* Sends an answer and puts its payload back; `last`: the connection is closed behind it. */
enum MHD_Result message_send(struct MHD_Connection *connection, struct response *response, bool last);

#endif

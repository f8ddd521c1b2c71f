/* process: what the server takes of the machine. Private to server. */
#ifndef MARROW_SERVER_PROCESS_H
#define MARROW_SERVER_PROCESS_H

#include "base/base.h"

/* What cannot be told is 0. */
struct process_facts {
  double cpu_seconds; /* of all threads, in the program and in the system */
  uint64_t resident_bytes, open_files, files_most;
};

struct process_facts process_facts(void);

#endif

/*
 * cli: the program's commands. A file per command; one table of commands and options feeds parsing
 * and help. This is the only module beside server that shows an error, and the only one that prints.
 */
#ifndef MARROW_CLI_H
#define MARROW_CLI_H

/* What the program leaves behind. */
enum cli_exit {
  CLI_WELL = 0,    /* found, or done */
  CLI_NOTHING = 1, /* nothing found, some articles could not be indexed, or a gate of eval failed */
  CLI_USAGE = 2,   /* the command line is wrong */
  CLI_TROUBLE = 3, /* it could not be done */
};

/* Runs the command named by arguments[1]; answers the exit status. */
int cli_run(int count, char **arguments);

#endif

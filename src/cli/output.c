#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool output_write(struct str text, struct error *err) {
  size_t written = 0;
  while (written < text.len) {
    ssize_t count = write(STDOUT_FILENO, text.ptr + written, text.len - written);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return errno == EPIPE ? error_set(err, "%s", "")
                            : error_set(err, "standard output cannot be written (%s); check where it goes and its free space",
                                        strerror(errno));
    }
    written += (size_t)count;
  }
  return true;
}

void output_add_plain(struct buf *out, struct str text) {
  size_t at = 0;
  while (at < text.len) {
    uint32_t character = utf8_next(text, &at);
    bool control = character < 0x20 || (character >= 0x7f && character < 0xa0);
    utf8_add(out, control ? 0xfffd : character);
  }
}

void output_complain(const char *sentence) {
  struct buf line;
  buf_init(&line, 1 << 14);
  buf_add(&line, STR("marrow: "));
  output_add_plain(&line, str_of(sentence));
  buf_byte(&line, '\n');
  (void)fwrite(line.ptr, 1, line.len, stderr);
  buf_free(&line);
}

void output_add_count(struct buf *out, uint64_t number) {
  char digits[24];
  int length = snprintf(digits, sizeof digits, "%ju", (uintmax_t)number);
  for (int i = 0; i < length; i++) {
    if (i > 0 && (length - i) % 3 == 0) {
      buf_byte(out, ',');
    }
    buf_byte(out, digits[i]);
  }
}

void output_add_counted(struct buf *out, uint64_t number, const char *noun) {
  output_add_count(out, number);
  buf_format(out, " %s%s", noun, number == 1 ? "" : "s");
}

void output_add_size(struct buf *out, uint64_t bytes) {
  static const char *const units[] = {"kB", "MB", "GB", "TB"};
  double size = (double)bytes / 1000;
  size_t unit = 0;
  /* 999.5 would be shown as 1000. */
  for (; size >= 999.5 && unit + 1 < COUNT_OF(units); unit++) {
    size /= 1000;
  }
  buf_format(out, size < 9.95 ? "%.1f %s" : "%.0f %s", size, units[unit]);
}

static bool is_dumb(void) {
  const char *term = getenv("TERM");
  return term != NULL && strcmp(term, "dumb") == 0;
}

static size_t columns(bool terminal) {
  enum { LEAST = 40, USUAL = 80, MOST = 120 };
  struct winsize size;
  const char *wanted = getenv("COLUMNS");
  uint64_t number = USUAL;
  if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    number = size.ws_col;
  } else if (wanted != NULL && !str_to_number(str_of(wanted), UINT16_MAX, &number)) {
    number = USUAL;
  }
  return number < LEAST ? LEAST : number > MOST ? MOST : (size_t)number;
}

struct terminal output_terminal(void) {
  bool terminal = isatty(STDOUT_FILENO) == 1;
  const char *no_colour = getenv("NO_COLOR");
  bool dressed = terminal && !is_dumb() && (no_colour == NULL || *no_colour == '\0');
  return (struct terminal){.colour = dressed, .links = dressed, .columns = columns(terminal)};
}

bool output_can_redraw(void) {
  return isatty(STDERR_FILENO) == 1 && !is_dumb();
}

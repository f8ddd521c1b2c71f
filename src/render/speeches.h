/*
 * speeches: the sentences of each language, a file each (speech_de.c). Private to speeches.c and these files.
 */
#ifndef MARROW_RENDER_SPEECHES_H
#define MARROW_RENDER_SPEECHES_H

#include "speech.h"

extern const char *const speech_english[SAY_COUNT];
extern const char *const speech_german[SAY_COUNT];
extern const char *const speech_spanish[SAY_COUNT];
extern const char *const speech_french[SAY_COUNT];
extern const char *const speech_chinese[SAY_COUNT]; /* in simplified characters */
extern const char *const speech_chinese_traditional[SAY_COUNT];

#endif

/* words.h - splits a text into words. */
#ifndef WORDS_H
#define WORDS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A null-terminated list in one block, to be freed; null: no memory. */
char **words_split(const char *text);

#ifdef __cplusplus
}
#endif
#endif

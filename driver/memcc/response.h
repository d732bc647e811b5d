/* response.h - @file: words of the command line that stand in a file.
 *
 * The syntax is that of GCC and Clang on Unix: words are separated by white space, may be quoted
 * with '…' or "…", and a backslash takes the next character as it is, in quotes as well.
 */
#ifndef MEMCC_RESPONSE_H
#define MEMCC_RESPONSE_H
#include "list.h"

/* Adds the words of `contents`. */
void response_split(const char *contents, struct list *words);

/* Adds the words of the file, those of files named in it included. False when the file cannot be
 * read: the compilers then take "@file" for an ordinary word. */
bool response_read(const char *path, struct list *words);

/* Writes words so that reading them gives them back; the new file's path, to be removed. */
const char *response_write(const struct list *words);

#endif

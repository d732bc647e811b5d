/* list.h - a growing list of strings, always followed by a null pointer, and text made to fit.
 * Nothing is ever freed: the process replaces itself by the compiler. Out of memory is fatal.
 */
#ifndef MEMCC_LIST_H
#define MEMCC_LIST_H
#include <stdbool.h>
#include <stddef.h>

struct list {
	const char **items;
	size_t count, room;
};

void list_add(struct list *list, const char *item);
void list_add_all(struct list *list, const struct list *other);

/* printf into memory of its own. */
char *text(const char *format, ...) __attribute__((format(printf, 1, 2)));

bool starts_with(const char *string, const char *prefix);

#endif

/* list.c - see list.h. */
#include "list.h"
#include "say.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void list_add(struct list *list, const char *item)
{
	if (list->count + 1 >= list->room) {
		list->room = list->room ? 2 * list->room : 16;
		list->items = realloc(list->items, list->room * sizeof *list->items);
		if (!list->items)
			fail(FAIL_OURS, "out of memory");
	}
	list->items[list->count++] = item;
	list->items[list->count] = NULL;
}

void list_add_all(struct list *list, const struct list *other)
{
	for (size_t i = 0; i < other->count; i++)
		list_add(list, other->items[i]);
}

char *text(const char *format, ...)
{
	va_list arguments;
	char *result;

	va_start(arguments, format);
	if (vasprintf(&result, format, arguments) < 0)
		fail(FAIL_OURS, "out of memory");
	va_end(arguments);
	return result;
}

bool starts_with(const char *string, const char *prefix)
{
	return strncmp(string, prefix, strlen(prefix)) == 0;
}

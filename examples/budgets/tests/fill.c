/* fill.c - puts many texts into a small cache. */
#include <stdio.h>
#include <stdlib.h>
#include "lru.h"

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 10;
	struct lru *lru = lru_new(64);

	if (!lru)
		return 1;
	for (int i = 0; i < count; i++) {
		char text[16];

		snprintf(text, sizeof text, "text %d", i);
		lru_put(lru, text); // memprof: increment <= 1 KiB -- 64 texts of at most 16 bytes
	}
	lru_free(lru);
	return 0;
}

/* demo.c - two lists: one innocent, and one of lists, where the memory is. */
#include <memprof.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 1000, COLUMNS = 1000 };

static long *make_row(size_t count)
{
	long *row = malloc(count * sizeof *row);

	for (size_t i = 0; row && i < count; i++)
		row[i] = (long)i;
	return row;
}

MEMPROF static long sum_of_lists(void)
{
	long sum = 0;
	long *innocent = make_row(COLUMNS);
	long **rows = malloc(ROWS * sizeof *rows);

	if (!innocent || !rows)
		return -1;
	for (size_t i = 0; i < ROWS; i++)
		rows[i] = make_row(COLUMNS);
	for (size_t i = 0; i < ROWS; i++) {
		if (rows[i])
			sum += rows[i][COLUMNS - 1] - innocent[i];
		free(rows[i]);
	}
	free(rows);
	free(innocent);
	return sum;
}

int main(void)
{
	printf("sum: %ld\n", sum_of_lists());
	return 0;
}

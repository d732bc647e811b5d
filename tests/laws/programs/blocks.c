/* blocks.c - blocks of every size, filled to their last byte and looked at again after they moved;
 * and the allocator in the state in which the program would have found it. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int damaged;

static void look(const char *block, int byte, int size)
{
	for (int i = 0; i < size; i++)
		damaged += block[i] != (char)byte;
}

static void try(int size)
{
	char *block = malloc(size);
	char *zeros = calloc(1, size);
	char *aligned = aligned_alloc(64, 64 + size / 64 * 64);

	memset(block, size, size);
	look(zeros, 0, size);
	block = realloc(block, size + size / 3 + 1);
	look(block, size, size);
	memset(block, size + 1, size + size / 3 + 1);
	memset(aligned, 1, 64);
	look(block, size + 1, size + size / 3 + 1);
	damaged += malloc_usable_size(block) < (size_t)(size + size / 3 + 1);
	free(zeros);
	free(aligned);
	free(block);
}

/* The C library maps large blocks until the first of them is freed: nobody may have done so yet. */
static void look_at_threshold(void)
{
	char *small = malloc(1), *end = sbrk(0);
	char *large = malloc(1 << 20);

	damaged += sbrk(0) != end;
	free(large);
	free(small);
}

int main(void)
{
	look_at_threshold();
	for (int size = 0; size < 300; size++)
		try(size);
	printf("%d damaged\n", damaged);
	return damaged != 0;
}

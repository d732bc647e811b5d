/* allocators.c - over other allocators than the C library's: figures are those of what was asked for, blocks keep
 * what is in them, and what the allocator does inside (calling malloc by its name, too) is its own business.
 *
 * preload: allocator_bare.part.c allocator_sized.part.c libjemalloc.so.2 libtcmalloc_minimal.so.4
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT = 700 };
static unsigned char *kept[COUNT];
static long made, grown, freed, zeroed, aligned, wrong;

static void check(const unsigned char *p, size_t size, int value)
{
	while (size--)
		wrong += *p++ != value;
}

static void make(void)
{
	for (int i = 0; i < COUNT; i++) {
		kept[i] = malloc(i * 3); /* @made */
		memset(kept[i], 0x55, i * 3);
		made += i * 3;
	}
}

static void grow(void)
{
	for (int i = 0; i < COUNT; i++) {
		kept[i] = realloc(kept[i], i * 7 + 1); /* @grown */
		check(kept[i], i * 3, 0x55);
		memset(kept[i], 0x66, i * 7 + 1);
		grown += i * 7 + 1;
	}
}

static void drop(void)
{
	for (int i = 0; i < COUNT; i++) {
		check(kept[i], i * 7 + 1, 0x66);
		free(kept[i]); /* @freed */
		freed += i * 7 + 1;
	}
}

static void zero(void)
{
	for (int i = 0; i < COUNT; i++) {
		unsigned char *p = calloc(i, 3); /* @zeroed */

		check(p, i * 3, 0);
		memset(p, 0x77, i * 3);
		free(p);
		zeroed += i * 3;
	}
}

static void align(void)
{
	for (int i = 0; i < COUNT; i++) {
		void *p = NULL;
		size_t boundary = (size_t)16 << i % 6;

		wrong += posix_memalign(&p, boundary, i * 5) != 0; /* @aligned */
		wrong += (size_t)p % boundary != 0;
		memset(p, 0x88, i * 5);
		free(p);
		aligned += i * 5;
	}
}

int main(void)
{
	for (int round = 0; round < 3; round++) {
		make();
		grow();
		drop();
		zero();
		align();
	}
	printf("%ld wrong\n", wrong);
	printf("known made occurrences=%d allocs=%d allocated=%ld retained=0\n", 3 * COUNT, 3 * COUNT, made);
	printf("known grown occurrences=%d allocs=%d allocated=%ld frees=%d freed=%ld retained=0\n", 3 * COUNT,
	       3 * COUNT, grown, 3 * COUNT, made);
	printf("known freed occurrences=%d frees=%d freed=%ld\n", 3 * COUNT, 3 * COUNT, freed);
	printf("known zeroed occurrences=%d allocs=%d allocated=%ld retained=0\n", 3 * COUNT, 3 * COUNT, zeroed);
	printf("known aligned occurrences=%d allocs=%d allocated=%ld retained=0\n", 3 * COUNT, 3 * COUNT, aligned);
	return 0;
}

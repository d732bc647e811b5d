/* many_contexts.c - functions that call each other at random, so that there are far more sets of
 * open lines than lines. With a second argument it never ends. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

static unsigned state = 1;
static void *kept[64];
static jmp_buf back;

static unsigned chance(unsigned n)
{
	state = state * 1103515245u + 12345u;
	return (state >> 16) % n;
}

static void go(unsigned which, int depth);

#define NODE(name, bytes)                                                                          \
	static void name(int depth)                                                                \
	{                                                                                          \
		void *p = malloc(bytes);                                                           \
		go(chance(8), depth - 1);                                                          \
		free(p);                                                                           \
		if (chance(3) == 0)                                                                \
			kept[chance(64)] = realloc(NULL, 1 + chance(bytes));                       \
		go(chance(8), depth - 1 - (int)chance(3));                                         \
		p = kept[chance(64)];                                                              \
		memset(kept, 0, p ? 0 : sizeof(void *));                                           \
	}

NODE(first, 8)
NODE(second, 16)
NODE(third, 24)
NODE(fourth, 100)
NODE(fifth, 7)
NODE(sixth, 1)

static void seventh(int depth)
{
	char *text = malloc(40);

	if (depth < 3 && chance(50) == 0) {
		free(text);
		longjmp(back, 1);
	}
	go(chance(8), depth - 2);
	free(text);
}

static void eighth(int depth)
{
	for (unsigned i = 0; i < 2; i++) {
		free(kept[i]);
		kept[i] = malloc(chance(300));
		if (depth > 4)
			go(chance(8), depth - 3);
	}
}

static void go(unsigned which, int depth)
{
	static void (*const functions[])(int) = {first, second,  third,   fourth,
						 fifth, sixth, seventh, eighth};

	if (depth > 0)
		functions[which](depth);
}

int main(int argc, char **argv)
{
	int rounds = argc > 1 ? atoi(argv[1]) : 100;

	for (volatile int i = 0; i < rounds || argc > 2; i++)
		if (setjmp(back) == 0)
			go(chance(8), 12);
	return 0;
}

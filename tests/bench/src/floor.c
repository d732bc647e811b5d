/* floor.c - a preloaded malloc interposer that counts bytes and nothing else: the floor under any
 * exact accounting. Usable sizes, per thread. */
#define _GNU_SOURCE
#include <malloc.h>
#include <stddef.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void __libc_free(void *);

struct figures {
	long live, peak, allocs, frees;
};
static __thread struct figures own __attribute__((tls_model("initial-exec")));

static void *gained(void *block)
{
	if (block) {
		own.live += (long)malloc_usable_size(block);
		own.allocs++;
		if (own.live > own.peak)
			own.peak = own.live;
	}
	return block;
}

static void lost(void *block)
{
	own.live -= (long)malloc_usable_size(block);
	own.frees++;
}

void *malloc(size_t size)
{
	return gained(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
	return gained(__libc_calloc(count, size));
}

void *realloc(void *block, size_t size)
{
	if (block)
		lost(block);
	return gained(__libc_realloc(block, size));
}

void free(void *block)
{
	if (block) {
		lost(block);
		__libc_free(block);
	}
}

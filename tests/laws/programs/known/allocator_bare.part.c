/* An allocator to be preloaded, as people write them: malloc, calloc, realloc and free, which call one another
 * by name, and posix_memalign; no memalign, and nothing says how large a block is. */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct head {
	size_t size, ours;
};
static char pool[1 << 26];
static size_t used;

static void *take(size_t boundary, size_t size)
{
	uintptr_t at = ((uintptr_t)pool + used + sizeof(struct head) + boundary - 1) & ~(boundary - 1);
	struct head *head = (struct head *)at - 1;

	if (at + size > (uintptr_t)pool + sizeof pool) {
		errno = ENOMEM;
		return NULL;
	}
	used = at + size - (uintptr_t)pool;
	head->size = size;
	head->ours = 0x0123456701234567;
	return (void *)at;
}

void *malloc(size_t size)
{
	return take(16, size);
}

void free(void *block)
{
	if (block && ((struct head *)block)[-1].ours != 0x0123456701234567)
		__builtin_trap();
}

void *calloc(size_t count, size_t size)
{
	void *block = malloc(count * size);

	return block ? memset(block, 0, count * size) : NULL;
}

void *realloc(void *old, size_t size)
{
	void *block = malloc(size);
	size_t before = old ? ((struct head *)old)[-1].size : 0;

	if (old && block) {
		memcpy(block, old, before < size ? before : size);
		free(old);
	}
	return block;
}

int posix_memalign(void **block, size_t boundary, size_t size)
{
	*block = take(boundary, size);
	return *block ? 0 : ENOMEM;
}

#ifdef SIZED
size_t malloc_usable_size(void *block)
{
	return block ? ((struct head *)block)[-1].size : 0;
}
#endif

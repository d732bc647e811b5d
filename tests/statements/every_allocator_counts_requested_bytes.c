// flags: -D_GNU_SOURCE
// live: 0
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

int main(void)
{
	void *p, *blocks[12];
	blocks[0] = malloc(17); //= 1 +17 allocs=1 allocated=17
	blocks[1] = calloc(3, 7); //= 1 +21 allocs=1 allocated=21
	blocks[2] = aligned_alloc(64, 128); //= 1 +128 allocs=1 allocated=128
	p = posix_memalign(&blocks[3], 4096, 100) ? NULL : blocks[3]; //= 1 +100 allocs=1 allocated=100
	blocks[4] = memalign(32, 33); //= 1 +33 allocs=1 allocated=33
	blocks[5] = valloc(10); //= 1 +10 allocs=1 allocated=10
	blocks[6] = strdup("four"); //= 1 +5 allocs=1 allocated=5
	blocks[7] = strndup("fourteen", 4); //= 1 +5
	blocks[8] = wcsdup(L"ab"); //= 1 +12
	blocks[9] = reallocarray(NULL, 4, 5); //= 1 +20
	blocks[10] = malloc(3 << 20); //= 1 +3145728
	blocks[11] = memalign(1 << 16, 5); //= 1 +5
	for (int i = 0; i < 12; i++) { //= 13
		if ((size_t)blocks[i] % (i == 11 ? 1 << 16 : i == 3 ? 4096 : i == 2 ? 64 : 16)) //= 12
			return 1; //= 0
		memset(blocks[i], 1, malloc_usable_size(blocks[i])); //= 12
	}
	for (int i = 0; i < 12; i++) //= 13
		free(blocks[i]); //= 12 -3146084 frees=12 freed=3146084
	return p == NULL;
}

#include <stdlib.h>

static void *kept;

__attribute__((no_profile)) static void release(void *p)
{
	free(*(void **)p);
}

/* What stands behind the loop never comes right after the `return`, which leaves two scopes. */
static int leaves(int n)
{
	int left = 0;
	for (int i = 0; i < n; i++) {
		void *owned __attribute__((cleanup(release))) = malloc(16);
		if (i == 1)
			return (kept = malloc(1000)) != NULL; //= 1 +984 mem=1000 freed=16
	}
	left++; //= 1 mem=0
	return left; //= 1 mem=0
}

int main(void)
{
	int sum = leaves(1); //= 1 mem=0
	sum += leaves(2); //= 1 +1000 mem=1000
	free(kept); //= 1 -1000
	return sum - 2;
}

/* reopened.c - a library that is opened and closed without end has one profile, not one an opening; and what
 * it allocated may be freed when it is gone, by a thread that never saw it.
 *
 * library: reopened_library.part.c
 * flags: -pthread -ldl
 * largest: 9000000
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { TIMES = 1000 };
static void *block;

static void *release(void *unused)
{
	free(block); /* @released */
	return unused;
}

int main(void)
{
	pthread_t id;
	long sum = 0;

	for (int i = 0; i < TIMES; i++) {
		void *library = dlopen("./reopened_library.part.c.so", RTLD_NOW | RTLD_LOCAL);

		if (!library)
			return puts(dlerror()), 1;
		sum += ((int (*)(int))dlsym(library, "spend"))(i % 7);
		block = ((void *(*)(int))dlsym(library, "make"))(10);
		dlclose(library);
		if (i % 10)
			release(NULL);
		else if (pthread_create(&id, NULL, release, NULL) || pthread_join(id, NULL))
			return 2;
	}
	printf("%ld\n", sum);
	printf("known released occurrences=%d freed=%d\n", TIMES, 10 * TIMES);
	printf("known made occurrences=%d allocated=%d retained=0\n", TIMES, 10 * TIMES);
	printf("known spent occurrences=%ld allocated=%ld retained=0\n", sum, 5 * sum);
	printf("known begun occurrences=%d\n", TIMES);
	printf("known never occurrences=0\n");
	return 0;
}

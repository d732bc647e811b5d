/* opens.c [deep] - opens object.c's library, and frees every other of the blocks that come from there itself. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	void *library = dlopen("./object.so", RTLD_NOW | RTLD_LOCAL | (argc > 1 ? RTLD_DEEPBIND : 0));
	void *(*make)(int) = library ? (void *(*)(int))dlsym(library, "make") : NULL;
	void (*drop)(void *) = library ? (void (*)(void *))dlsym(library, "drop") : NULL;
	int count = 0;

	if (!make || !drop)
		return 1;
	for (int i = 0; i < 20; i++) {
		void *p = make(10);

		count += p != NULL;
		if (i % 2)
			free(p);
		else
			drop(p);
	}
	printf("%d\n", count);
	return 3;
}

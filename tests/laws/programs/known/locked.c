/* locked.c - a program that locks all its memory, what will come included, gets no more of it through us than
 * it can bear: room that is kept for what may be is not memory.
 *
 * flags: -pthread
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { THREADS = 4, ROUNDS = 100 };

static void *work(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		void *p = malloc(i); /* @made */

		free(p);
	}
	return unused;
}

static long most_kib(void)
{
	FILE *status = fopen("/proc/self/status", "r");
	char line[200];
	long kib = -1;

	while (status && fgets(line, sizeof line, status))
		if (strncmp(line, "VmHWM:", 6) == 0)
			kib = atol(line + 6);
	if (status)
		fclose(status);
	return kib;
}

int main(void)
{
	pthread_t ids[THREADS];

	/* Where there is a limit, addresses count as well: it must be one that our room cannot meet. */
	size_t much = (size_t)16 << 30;
	void *room = mmap(NULL, much, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (room == MAP_FAILED || mlockall(MCL_CURRENT | MCL_FUTURE) || munmap(room, much)) {
		fputs("memory cannot be locked", stderr);
		return 77;
	}
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&ids[i], NULL, work, NULL)) {
			fputs("memory cannot be locked", stderr);
			return 77;
		}
	for (int i = 0; i < THREADS; i++)
		pthread_join(ids[i], NULL);
	printf("%s\n", most_kib() < 300000 ? "as it should be" : "too much");
	printf("known made occurrences=%d allocs=%d retained=0\n", THREADS * ROUNDS, THREADS * ROUNDS);
	return 0;
}

/* sessions.c - a small server at work, with a leak to be found from its curve.
 *
 * Three threads serve log-ins and pages. Pages are rendered into a cache that is emptied when it is
 * full: memory goes up and down like a saw, and hides what else happens. A user who logs in twice
 * gets a new session; what becomes of the old one? */
#include <memprof.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define USERS 4000
#define CACHE_PAGES 600

struct session {
	unsigned user;
	char token[512];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct session *sessions[USERS];
static char *cache[CACHE_PAGES];
static unsigned cached;

MEMPROF static struct session *new_session(unsigned user)
{
	struct session *session = malloc(sizeof *session);
	session->user = user;
	memset(session->token, 't', sizeof session->token);
	return session;
}

MEMPROF static void log_in(unsigned user)
{
	pthread_mutex_lock(&lock);
	sessions[user] = new_session(user);
	pthread_mutex_unlock(&lock);
}

MEMPROF static void empty_cache(void)
{
	while (cached > 0)
		free(cache[--cached]);
}

MEMPROF static void render(unsigned user)
{
	size_t size = 4096 + user % 64 * 512;
	char *page = malloc(size);
	memset(page, 'p', size);
	pthread_mutex_lock(&lock);
	if (cached == CACHE_PAGES)
		empty_cache();
	cache[cached++] = page;
	pthread_mutex_unlock(&lock);
}

static void *serve(void *seconds)
{
	unsigned seed = (unsigned)(size_t)&seed;
	time_t end = time(NULL) + *(int *)seconds;
	while (time(NULL) < end) {
		unsigned user = (unsigned)rand_r(&seed) % USERS;
		if (user % 8 < 5)
			log_in(user);
		else
			render(user);
		nanosleep(&(struct timespec){0, 2000000}, NULL);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t threads[3];
	int seconds = argc > 1 ? atoi(argv[1]) : 20;
	for (int i = 0; i < 3; i++)
		pthread_create(&threads[i], NULL, serve, &seconds);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	printf("%u pages in the cache\n", cached);
	return 0;
}

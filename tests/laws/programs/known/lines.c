/* lines.c - what memprof_line() says from inside is what the report says in the end: of lines that are done, of
 * lines still open around the question, of lines of other threads, and of lines in recursion.
 *
 * flags: -pthread
 */
#include <memprof.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *volatile kept[100];
static int counted, line_of_left, line_of_gone, line_of_peak, line_of_deep, line_of_other;
static struct memprof_line_figures left, gone, peak, deep, other, inside, none, away;
static int statements, nowhere, empty;

#define HERE(variable) ((variable) = __LINE__)

static void work(int n)
{
	for (int i = 0; i < n; i++) {
		kept[counted++] = (HERE(line_of_left), malloc(10 + i)); /* @left */
		if (i % 2)
			free((HERE(line_of_gone), kept[--counted])); /* @gone */
	}
}

static void rise(void)
{
	void *big = malloc(5000);

	free(big);
}

static void climb(int n)
{
	void *p = malloc(n);

	if (n)
		HERE(line_of_deep), climb(n - 1), rise(); /* @deep */
	free(p);
}

static void *thread(void *unused)
{
	kept[99] = (HERE(line_of_other), malloc(77)); /* @other */
	return unused;
}

static int ask(struct memprof_line_figures *figures, int line)
{
	return memprof_line("known/lines.c", line, figures);
}

static void say(const char *mark, const struct memprof_line_figures *f)
{
	printf("known %s increment=%lld allocs=%lld allocated=%lld frees=%lld freed=%lld retained=%lld peak=%lld\n",
	       mark, (long long)f->increment, (long long)f->allocs, (long long)f->allocated,
	       (long long)f->frees, (long long)f->freed, (long long)f->retained, (long long)f->peak);
}

static void climb_and_rise(void)
{
	HERE(line_of_peak), climb(6), rise(); /* @peak */
}

/* Asks while the line that called it is open: what it has up to now. */
static int question(void)
{
	void *p = malloc(1000);
	int found;

	kept[98] = malloc(30);
	free(p);
	found = ask(&inside, __LINE__ + 9);
	return found;
}

int main(void)
{
	pthread_t id;
	int open;

	open = question(); /* @inside */
	work(8);
	climb_and_rise();
	if (pthread_create(&id, NULL, thread, NULL) || pthread_join(id, NULL))
		return 1;
	statements = ask(&left, line_of_left);
	ask(&gone, line_of_gone);
	ask(&peak, line_of_peak);
	ask(&deep, line_of_deep);
	ask(&other, line_of_other);
	nowhere = memprof_line("no/such/lines.c", line_of_left, &away);
	empty = ask(&none, 3);
#ifdef __MEMCC__
	if (open < 1 || statements < 1 || nowhere != -1 || empty != -1 || none.allocs || away.allocs)
		return 2;
#endif
	say("inside", &inside);
	say("left", &left);
	say("gone", &gone);
	say("peak", &peak);
	say("deep", &deep);
	say("other", &other);
	return 0;
}

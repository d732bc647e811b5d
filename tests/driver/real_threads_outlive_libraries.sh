# Threads that still wait in a library when the program ends, which closes the library first, keep
# their lines.
. "$(dirname "$0")/support.bash"
cat >library.c <<'EOT'
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t change = PTHREAD_COND_INITIALIZER;
static int waiting;

static void *work(void *kept)
{
	kept = malloc(100);
	pthread_mutex_lock(&lock);
	waiting++;
	pthread_cond_broadcast(&change);
	while (waiting)
		pthread_cond_wait(&change, &lock);
	free(kept);
	return NULL;
}

void start(int count)
{
	pthread_t thread;

	for (int i = 0; i < count; i++)
		if (pthread_create(&thread, NULL, work, NULL))
			exit(1);
	pthread_mutex_lock(&lock);
	while (waiting < count)
		pthread_cond_wait(&change, &lock);
	pthread_mutex_unlock(&lock);
}
EOT
cat >main.c <<'EOT'
void start(int count);
int main(void)
{
	start(3);
	return 0;
}
EOT

# The library's lines that are sure to have run, and how often.
check_profile() {
	rm -f ./*.memprof
	get ./program
	get "$memprof" report --verify ./*.memprof
	local found line
	found=$(figures)
	for line in 'work 10 3 300' 'work 12 3 0' 'work 16 0 0'; do
		grep -qx "$line" <<<"$found" || die "$last: no '$line' in: $found"
	done
}

check_compiler() {
	local options
	for options in -O0 -O2; do
		get memcc -fmemprof=all $options -fPIC -shared library.c -o liblibrary.so -pthread
		get memcc -fmemprof=all $options main.c -L. -llibrary -Wl,-rpath,"$work" -o program -pthread
		check_profile
	done
}

each_compiler gcc-11 gcc-12 clang-14 clang-16 clang-19

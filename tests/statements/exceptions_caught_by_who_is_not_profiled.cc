// link: -pthread
#include <functional>
#include <pthread.h>
#include <stdlib.h>

#define PLAIN __attribute__((no_profile))

struct PLAIN holder { //= none
	char *p; //= none
	PLAIN holder(int n) : p((char *)malloc(n)) {} //= none
	PLAIN ~holder() { free(p); } //= none
};

static void *volatile kept;

static void thrower(int n) //= calls 41
{
	kept = malloc(n); //= 41 +410
	free(kept); //= 41 -410
	if (n == 10) //= 41
		throw n; //= 41 +?
	n++; //= 0
}

static void plainly(int n) //= calls 28
{
	free(malloc(1)); //= 28
	thrower(n); //= 28 +?
	free(malloc(2)); //= 0
}

static void with_cleanup(int n) //= calls 12
{
	holder h(5); //= 12 +60
	plainly(n); //= 12 +?
	n++; //= 0
} //= 0

PLAIN static bool catches(void (*f)(int))
{
	try {
		f(10);
	} catch (int) {
		return true;
	}
	return false;
}

PLAIN static bool catches_inlined(int n)
{
	try {
		thrower(n);
	} catch (long) {
		return false;
	} catch (...) {
		return true;
	}
	return false;
}

PLAIN static void passes(int n)
{
	holder h(3);
	plainly(n);
}

PLAIN static bool rethrows(void)
{
	try {
		try {
			passes(10);
		} catch (int) {
			throw;
		}
	} catch (...) {
		return true;
	}
	return false;
}

/* The very first that the thread does in profiled code is left by an exception. */
PLAIN static void *thread(void *)
{
	return catches(thrower) ? (void *)&kept : nullptr;
}

static int rounds(void) //= calls 1
{
	int sum = 0; //= 1
	for (int i = 0; i < 11; i++) { //= 12
		sum += catches(i % 2 ? plainly : with_cleanup); //= 11
		sum += rethrows() + catches_inlined(10); //= 11
		void *p = malloc(7); //= 11 +77
		if (i % 2 == 0) //= 11
			sum += catches(with_cleanup); //= 6
		free(p); //= 11 -77
	}
	return sum; //= 1
}

int main() //= calls 1
{
	pthread_t id; //= none
	void *result; //= none
	int sum = rounds(); //= 1
	pthread_create(&id, nullptr, thread, nullptr); //= 1 +?
	pthread_join(id, &result); //= 1 -?
	std::function<void(int)> f = thrower; //= 1
	try {
		f(10); //= 1 +?
	} catch (int) { //= 1 -?
		sum++; //= 1
	}
	return sum != 40 || !result; //= 1
}

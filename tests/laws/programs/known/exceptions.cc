/* exceptions.cc - exceptions through frames of C, profiled ones and plain ones, which have no handler and no
 * landing place: their statements end there, and the bytes stay with them.
 *
 * parts: exceptions_frames.part.c
 * plain: exceptions_plain.part.c
 * flags: -fexceptions
 */
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

extern "C" {
void profiled_frame(void (*call)(int), int n, int depth);
void plain_frame(void (*call)(int), int n);
}

static void *volatile kept[64];
static int count;
static long caught, destroyed;

struct Guard {
	~Guard() { destroyed++; /* @destroyed */ }
};

static void thrower(int n)
{
	Guard guard;

	kept[count++ % 64] = malloc(10); /* @before */
	if (n % 3 == 0)
		throw std::runtime_error("three"); /* @throws */
	if (n % 3 == 1)
		throw n; /* @throws_int */
}

static void through_plain(int n)
{
	kept[count++ % 64] = malloc(1); /* @plain_before */
	plain_frame(thrower, n);        /* @plain_calls */
	kept[count++ % 64] = malloc(2); /* @plain_after */
}

static int compare(const void *a, const void *b)
{
	static int compared;

	if (++compared % 4 == 0)
		throw 'q'; /* @from_qsort */
	return *(const int *)a - *(const int *)b;
}

int main()
{
	int numbers[8] = {5, 2, 8, 1, 9, 3, 7, 4};
	long sorted = 0;

	for (int i = 0; i < 30; i++)
		try {
			if (i % 2)
				profiled_frame(thrower, i, 3); /* @tried */
			else
				profiled_frame(through_plain, i, 0);
		} catch (const std::exception &) {
			caught++; /* @caught */
		} catch (int) { /* @handler */
			caught++;
		}
	for (int i = 0; i < 5; i++)
		try {
			qsort(numbers, 8, sizeof *numbers, compare);
			sorted += 100;
		} catch (char) {
			sorted++; /* @sorted */
		}
	std::printf("%ld %ld %ld\n", caught, destroyed, sorted);
	std::printf("known destroyed occurrences=30\n");
	std::printf("known before occurrences=30 allocated=300\n");
	std::printf("known throws occurrences=10\n");
	std::printf("known throws_int occurrences=10\n");
	std::printf("known plain_before occurrences=15 increment=15\n");
	std::printf("known plain_calls occurrences=15\n");
	std::printf("known plain_after occurrences=5 increment=10\n");
	std::printf("known tried occurrences=15\n");
	std::printf("known caught occurrences=10\n");
	std::printf("known handler occurrences=10\n");
	std::printf("known from_qsort occurrences=5\n");
	std::printf("known sorted occurrences=5\n");
	std::printf("known frame_before occurrences=75 increment=300\n");
	std::printf("known frame_nested occurrences=45\n");
	std::printf("known frame_after occurrences=25 increment=200\n");
	return 0;
}

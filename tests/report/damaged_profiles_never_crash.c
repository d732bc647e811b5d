/* Every byte of small profiles is changed, they are cut at every byte, and words are replaced by
 * values that hurt: the reader must neither crash nor hang (sanitizers watch, ctest's clock too).
 * Arguments: how many random changes a profile, and a seed. */
#define MAKE_PROFILE_NO_MAIN
#include "make_profile.c"

#include "check_bytes.h"

static uint64_t state = 88172645463325252u;

static uint64_t random_number(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

/* Only bytes that mean something: most of a page is zero. */
static int matters(const char *bytes, size_t size, size_t i)
{
	size_t from = i < 16 ? 0 : i - 16, to = i + 16 < size ? i + 16 : size;
	for (; from < to; from++)
		if (bytes[from])
			return 1;
	return 0;
}

static void change_every_byte(char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (!matters(bytes, size, i))
			continue;
		char before = bytes[i];
		bytes[i] = (char)(before ^ (1 << i % 8));
		check_bytes(bytes, size);
		bytes[i] = (char)(before ^ 0xff);
		check_bytes(bytes, size);
		bytes[i] = before;
	}
}

static void cut_everywhere(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (matters(bytes, size, i) || i % 512 < 2)
			check_bytes(bytes, i);
}

static uint64_t hurtful(const char *bytes, size_t size)
{
	uint64_t word;
	switch (random_number() % 8) {
	case 0:
		return UINT64_MAX;
	case 1:
		return 0;
	case 2:
		return (uint64_t)1 << random_number() % 64;
	case 3:
		return random_number() % (2 * size);
	case 4:
		return UINT64_MAX - random_number() % 5000;
	case 5:
		return random_number();
	default:
		/* What stands elsewhere: pointers that point, but wrongly. */
		memcpy(&word, bytes + random_number() % (size / 8) * 8, sizeof word);
		return word + random_number() % 3 * 8;
	}
}

static void replace_words(const char *bytes, size_t size, long rounds)
{
	char *copy = malloc(size);
	for (long round = 0; round < rounds; round++) {
		memcpy(copy, bytes, size);
		for (uint64_t n = 1 + random_number() % 6; n > 0;) {
			size_t at = random_number() % (size / 8) * 8;
			if (!matters(bytes, size, at))
				continue;
			uint64_t word = hurtful(bytes, size);
			memcpy(copy + at, &word, random_number() % 2 ? 8 : 4);
			n--;
		}
		check_bytes(copy, size);
		if (round % 8 == 0)
			check_merge(copy, size);
	}
	free(copy);
}

/* As much memory as there are numbers for, and then some. */
static void overflow(const char *bytes, size_t size)
{
	char *copy = malloc(size);
	memcpy(copy, bytes, size);
	struct memprof_header *header = (void *)copy;
	header->inherited = header->peak = INT64_MAX;
	check_bytes(copy, size);
	check_merge(copy, size);
	header->inherited = INT64_MIN;
	check_bytes(copy, size);
	check_merge(copy, size);
	free(copy);
}

int main(int argc, char **argv)
{
	static const char *const names[] = {"killed",   "threads",   "recursion",
					    "variants", "odd_names", "units"};
	long rounds = argc > 1 ? atol(argv[1]) : 1000;
	if (argc > 2)
		state = strtoull(argv[2], NULL, 10) | 1;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		size_t size;
		char *bytes = make(names[i], &size);
		check_bytes(bytes, size);
		check_merge(bytes, size);
		overflow(bytes, size);
		if (i < 3) {
			change_every_byte(bytes, size);
			cut_everywhere(bytes, size);
		}
		replace_words(bytes, size, rounds);
		free(bytes);
	}
	return 0;
}

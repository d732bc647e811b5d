/* deflate.c - zlib workload: deflates MB megabytes of half-compressible text, inflates it again,
 * and prints sizes and checksums, which every build must agree on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "zlib.h"

static unsigned next(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16;
}

/* Words of a small vocabulary with noise in between: deflate works hard and gains about half. */
static unsigned char *make_text(size_t size)
{
	static const char *const words[] = {"memory",   "line ",    "statement", "allocates",
					    "free ",    "counter ", "profile",   " of the ",
					    "function", "\n"};
	unsigned char *text = malloc(size);
	unsigned state = 42;
	size_t at = 0;

	if (!text)
		exit(1);
	while (at < size) {
		unsigned pick = next(&state) % 16;

		if (pick < 5) {
			const char *word = words[next(&state) % 10];
			size_t length = strlen(word);

			if (length > size - at)
				length = size - at;
			memcpy(text + at, word, length);
			at += length;
		} else {
			text[at++] = (unsigned char)next(&state);
		}
	}
	return text;
}

static unsigned char *deflated(unsigned char *text, size_t size, size_t *packed_size)
{
	uLong bound = compressBound(size);
	unsigned char *packed = malloc(bound);
	z_stream stream;

	memset(&stream, 0, sizeof stream);
	if (!packed || deflateInit(&stream, 6) != Z_OK)
		exit(1);
	stream.next_in = text;
	stream.avail_in = (uInt)size;
	stream.next_out = packed;
	stream.avail_out = (uInt)bound;
	if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
		exit(1);
	*packed_size = stream.total_out;
	deflateEnd(&stream);
	return packed;
}

int main(int argc, char **argv)
{
	size_t size = (size_t)(argc > 1 ? atof(argv[1]) * 1000000 : 1000000);
	unsigned char *text = make_text(size);
	size_t packed_size;
	unsigned char *packed = deflated(text, size, &packed_size);
	unsigned char *again = malloc(size);
	uLongf again_size = size;

	if (!again || uncompress(again, &again_size, packed, packed_size) != Z_OK)
		return 1;
	printf("%zu to %zu, crc %08lx, adler %08lx, same %d\n", size, packed_size,
	       crc32(0, packed, (uInt)packed_size), adler32(1, again, (uInt)again_size),
	       again_size == size && memcmp(text, again, size) == 0);
	free(again);
	free(packed);
	free(text);
	return 0;
}

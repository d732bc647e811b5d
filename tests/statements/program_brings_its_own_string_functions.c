/* The runtime calls none of the functions of <string.h>, which a program may bring itself. */
#include <stddef.h>
#include <stdlib.h>

void *memcpy(void *to, const void *from, size_t bytes) //= calls 2
{
	for (volatile size_t i = 0; i < bytes; i++) //= 7
		((char *)to)[i] = ((const char *)from)[i]; //= 5
	return to; //= 2
}

void *memset(void *to, int value, size_t bytes) //= calls 1
{
	for (volatile size_t i = 0; i < bytes; i++) //= 9
		((char *)to)[i] = (char)value; //= 8
	return to; //= 1
}

int memcmp(const void *a, const void *b, size_t bytes) //= calls 0
{
	return a == b && bytes; //= 0
}

size_t strlen(const char *text) //= calls 1
{
	volatile size_t length = 0; //= 1
	while (text[length]) //= 4
		length++; //= 3
	return length; //= 1
}

char *strchr(const char *text, int wanted) //= calls 0
{
	return (char *)text + wanted; //= 0
}

static void *(*volatile copy)(void *, const void *, size_t) = memcpy;
static void *(*volatile set)(void *, int, size_t) = memset;
static size_t (*volatile measure)(const char *) = strlen;

int main(void)
{
	char *block = malloc(8); //= 1 +8
	set(block, 0, 8); //= 1
	copy(block, "ab", 2); //= 1
	copy(block, "abc", 3); //= 1
	int wrong = measure(block) != 3; //= 1
	free(block); //= 1 -8
	return wrong; //= 1
}

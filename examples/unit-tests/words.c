/* words.c - one block: the pointers, then the text that they point into. */
#include "words.h"
#include <stdlib.h>
#include <string.h>

static size_t count_words(const char *text)
{
	size_t count = 0;

	while (*(text += strspn(text, " "))) {
		count++;
		text += strcspn(text, " ");
	}
	return count;
}

char **words_split(const char *text)
{
	size_t count = count_words(text), length = strlen(text) + 1;
	char **words = malloc((count + 1) * sizeof *words + length);

	if (!words)
		return NULL;
	char *copy = (char *)(words + count + 1);

	memcpy(copy, text, length);
	for (size_t i = 0; i < count; i++) {
		copy += strspn(copy, " ");
		words[i] = copy;
		copy += strcspn(copy, " ");
		*copy++ = 0;
	}
	words[count] = NULL;
	return words;
}

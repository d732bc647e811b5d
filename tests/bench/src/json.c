/* json.c - cJSON workload: builds a document of about MB megabytes as text, then parses, prints and
 * deletes it TIMES times. Prints lengths and a checksum. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cJSON.h"

static char *make_document(size_t size)
{
	char *text = malloc(size + 512);
	size_t at = 0;
	unsigned i = 0;

	if (!text)
		exit(1);
	text[at++] = '[';
	while (at < size) {
		at += (size_t)sprintf(
			text + at,
			"%s{\"id\":%u,\"name\":\"item %u\",\"tags\":[\"a%u\",\"b\\n\",\"\\u00e9\"],"
			"\"price\":%u.%02u,\"stock\":{\"here\":%s,\"there\":null,\"n\":[%u,%u,-3e2]"
			"}}",
			i ? "," : "", i, i * 7 % 1000, i % 10, i % 500, i % 100,
			i % 3 ? "true" : "false", i % 17, i % 5);
		i++;
	}
	text[at++] = ']';
	text[at] = 0;
	return text;
}

static unsigned checksum(const char *text)
{
	unsigned sum = 2166136261u;

	while (*text)
		sum = (sum ^ (unsigned char)*text++) * 16777619u;
	return sum;
}

int main(int argc, char **argv)
{
	size_t size = (size_t)((argc > 1 ? atof(argv[1]) : 1) * 1000000);
	int times = argc > 2 ? atoi(argv[2]) : 1;
	char *text = make_document(size);
	int i;

	for (i = 0; i < times; i++) {
		cJSON *document = cJSON_Parse(text);
		char *printed = document ? cJSON_PrintUnformatted(document) : NULL;

		if (!printed)
			return 1;
		printf("%zu %zu %08x %d\n", strlen(text), strlen(printed), checksum(printed),
		       cJSON_GetArraySize(document));
		free(printed);
		cJSON_Delete(document);
	}
	free(text);
	return 0;
}

// flags: -D_GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
	char *text = NULL, *line = NULL, data[] = "one line\nand another\n";
	size_t size = 0;
	int n = asprintf(&text, "%d-%s", 1234, "abcde"); //= 1 +11
	free(text); //= 1 -11 frees=1
	FILE *file = fmemopen(data, strlen(data), "r"); //= 1 +?
	while (getline(&line, &size, file) > 0) //= 3 +?
		n++; //= 2
	free(line); //= 1 -? frees=1
	fclose(file); //= 1 -?
	return n != 12;
}

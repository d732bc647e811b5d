/* mix.c - a bit of everything whose figures must not depend on how it was compiled: a hash table, a
 * recursive tree, a string builder, sorting through the C library, error exits by longjmp, pure and
 * const helpers, macros, one-liners, switch and goto. Deterministic: no addresses, no time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define EACH(i, n) for (int i = 0; i < (n); i++)
#define SWAP(type, a, b)                                                                           \
	do {                                                                                       \
		type swap_ = (a);                                                                  \
		(a) = (b);                                                                         \
		(b) = swap_;                                                                       \
	} while (0)

struct node {
	struct node *left, *right;
	char *key;
	int count;
};

struct buffer {
	char *text;
	size_t size, room;
};

static jmp_buf failed;
static unsigned seed = 1;

static unsigned next(void) { return seed = seed * 1103515245u + 12345u, seed >> 16; }

static __attribute__((const)) int square(int n) { return n * n; }

static __attribute__((pure)) int weight(const struct node *node)
{
	return node ? node->count + weight(node->left) + weight(node->right) : 0;
}

static inline int clamp(int n, int low, int high)
{
	if (n < low)
		return low;
	return n > high ? high : n;
}

static void append(struct buffer *buffer, const char *text)
{
	size_t length = strlen(text);

	if (buffer->size + length + 1 > buffer->room) {
		buffer->room = MAX(2 * buffer->room, buffer->size + length + 1);
		buffer->text = realloc(buffer->text, buffer->room);
	}
	memcpy(buffer->text + buffer->size, text, length + 1);
	buffer->size += length;
}

static void append_format(struct buffer *buffer, const char *format, ...)
{
	char line[64];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	append(buffer, line);
}

static struct node *insert(struct node *node, const char *key)
{
	int order;

	if (!node) {
		node = calloc(1, sizeof *node);
		node->key = strdup(key);
		node->count = 1;
		return node;
	}
	order = strcmp(key, node->key);
	if (order == 0) node->count++; else if (order < 0)
		node->left = insert(node->left, key);
	else
		node->right = insert(node->right, key);
	return node;
}

static int depth(const struct node *node)
{
	if (!node) return 0;
	int left = depth(node->left), right = depth(node->right);
	return 1 + MAX(left, right);
}

static void drop(struct node *node)
{
	if (!node)
		return;
	drop(node->left);
	drop(node->right);
	free(node->key), free(node);
}

static struct node *grow(int n)
{
	struct node *root = NULL;
	char key[16];

	while (n-- > 0) {
		sprintf(key, "k%u", next() % 97);
		root = insert(root, key);
	}
	return root;
}

static int compare(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;
	return strcmp(*x, *y);
}

static char **shuffled(int n)
{
	char **words = malloc(n * sizeof *words);

	EACH (i, n) {
		words[i] = malloc(8);
		sprintf(words[i], "%04u", next() % 10000);
	}
	for (int i = n - 1; i > 0; i--) {
		int j = (int)(next() % (i + 1));

		SWAP(char *, words[i], words[j]);
	}
	return words;
}

static int parse(const char *text)
{
	int value = 0, sign = 1;
	char *copy = strdup(text), *p = copy;
	char *scratch = malloc(2 * strlen(text));

skip:
	switch (*p) {
	case ' ':
		p++;
		goto skip;
	case '-':
		sign = -1;
		/* falls through */
	case '+':
		p++;
	}
	do {
		if (*p < '0' || *p > '9') {
			int code = 1 + (*p == '?'); /* p points into copy */

			free(copy);
			longjmp(failed, code);
		}
		value = 10 * value + *p - '0';
	} while (*++p);
	free(scratch);
	free(copy);
	return sign * value;
}

static int parsed(const char *text)
{
	switch (setjmp(failed)) {
	case 0:
		return parse(text);
	case 1:
		return -1000;
	default:
		return -2000;
	}
}

static int sieve(int n)
{
	char marks[n + 1];
	int found = 0;

	memset(marks, 0, sizeof marks);
	for (int i = 2; i <= n; i++) {
		if (marks[i])
			continue;
		found++;
		for (int j = 2 * i; j <= n; j += i) marks[j] = 1;
	}
	return found;
}

int main(int argc, char **argv)
{
	static const char *const inputs[] = {"12", " -7", "+x", "?", "  99", ""};
	int rounds = argc > 1 ? atoi(argv[1]) : 3;
	struct buffer out = {0};

	EACH (round, rounds) {
		struct node *root = grow(50 * (round + 1));
		int n = 20 + round;
		char **words = shuffled(n);

		qsort(words, n, sizeof *words, compare);
		append_format(&out, "%d %d %s %s\n", depth(root), weight(root), words[0], words[n - 1]);
		append_format(&out, "%d %d\n", clamp(square(round) - 2, 0, 5), sieve(100 * round + 10));
		for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
			append_format(&out, " %d", parsed(inputs[i]));
		append(&out, "\n");
		drop(root);
		while (n--) free(words[n]);
		free(words);
		free(malloc(1000 * (round + 1)));
	}
	fwrite(out.text, 1, out.size, stdout);
	return out.size > 100000;
}

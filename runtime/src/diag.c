/* diag.c - the one line the runtime may say, on stderr, without stdio.
 *
 * A line is put together first and written by one system call, so that lines of several processes
 * do not mix. Whoever calls decides whether the user wants quiet.
 */
#include "internal.h"

void mc_text_add(struct mc_text *text, const char *string)
{
	while (string && *string && text->used < sizeof(text->bytes))
		text->bytes[text->used++] = *string++;
}

void mc_text_number(struct mc_text *text, uint64_t number)
{
	char digits[24];
	size_t at = sizeof(digits) - 1;

	digits[at] = 0;
	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	mc_text_add(text, digits + at);
}

void mc_diag_line(const char *a, const char *b, const char *c)
{
	int error = errno;
	struct mc_text text = {0};

	mc_text_add(&text, "memcc: ");
	mc_text_add(&text, a);
	mc_text_add(&text, b);
	mc_text_add(&text, c);
	if (text.used == sizeof(text.bytes))
		text.used--;
	text.bytes[text.used++] = '\n';
	if (write(STDERR_FILENO, text.bytes, text.used) < 0)
		errno = error; /* nobody listens: nothing else to do */
	errno = error;
}

void mc_diag_once(int *said, const char *a, const char *b, const char *c)
{
	if (!__atomic_exchange_n(said, 1, __ATOMIC_RELAXED))
		mc_diag_line(a, b, c);
}

void mc_diag_errno(const char *what, const char *name, int error)
{
	struct mc_text text = {0};
	const char *reason = strerrordesc_np(error);

	mc_text_add(&text, name);
	mc_text_add(&text, ": ");
	mc_text_add(&text, reason ? reason : "unknown error");
	mc_text_add(&text, "; the program runs on unprofiled on disk");
	text.bytes[text.used < sizeof(text.bytes) ? text.used : sizeof(text.bytes) - 1] = 0;
	mc_diag_line("error: ", what, text.bytes);
}

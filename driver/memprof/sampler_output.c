/* sampler_output.c - see sampler_output.h. */
#include "sampler_output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

size_t sampler_utf8_length(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t length = 0;
	if (s[0] < 0x80)
		return 1;
	if (s[0] >= 0xc2 && s[0] < 0xf5)
		length = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	for (size_t i = 1; i < length; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

/* mprof reads the file as UTF-8, line by line, and takes `$…$` for mathematics. */
static void make_safe(char *text)
{
	while (*text) {
		size_t length = sampler_utf8_length(text);
		if (!length || (unsigned char)*text < ' ' || *text == 0x7f || *text == '$')
			*text = '?';
		text += length ? length : 1;
	}
}

void sampler_output_add(struct sampler_output *output, const char *format, ...)
{
	if (output->failed)
		return;
	va_list arguments;
	va_start(arguments, format);
	char *line = mp_vformat(format, arguments);
	va_end(arguments);
	make_safe(line);
	mp_text_puts(&output->pending, line);
	mp_text_puts(&output->pending, "\n");
	free(line);
}

void sampler_output_flush(struct sampler_output *output)
{
	size_t done = 0;
	while (done < output->pending.size && !output->failed) {
		ssize_t size =
			write(output->fd, output->pending.data + done, output->pending.size - done);
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0) {
			mp_warning("%s: %s: no more samples are kept, the program goes on",
				   output->path, strerror(errno));
			output->failed = true;
			break;
		}
		done += (size_t)size;
	}
	output->pending.size = 0;
}

void sampler_output_close(struct sampler_output *output)
{
	sampler_output_flush(output);
	mp_text_free(&output->pending);
	close(output->fd);
}

void sampler_output_command(struct sampler_output *output, char *const *words)
{
	struct mp_text line = {0};
	for (size_t i = 0; words[i]; i++) {
		bool quoted = strpbrk(words[i], " \t") != NULL;
		mp_text_printf(&line, quoted ? "%s'%s'" : "%s%s", i ? " " : "", words[i]);
	}
	sampler_output_add(output, "CMDLINE %s", line.data ? line.data : "?");
	mp_text_free(&line);
}

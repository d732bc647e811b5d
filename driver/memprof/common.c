/* common.c - see common.h. Knows nothing of profiles. */
#include "common.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static void complain(const char *kind, const char *format, va_list arguments)
{
	fflush(stdout);
	fprintf(stderr, "memprof: %s: ", kind);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
}

void mp_error(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	complain("error", format, arguments);
	va_end(arguments);
}

void mp_warning(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	complain("warning", format, arguments);
	va_end(arguments);
}

void mp_die(int status, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	complain("error", format, arguments);
	va_end(arguments);
	exit(status);
}

int mp_finish(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	if (errno != EPIPE)
		mp_error("cannot write the output: %s", strerror(errno));
	return status ? status : 1;
}

void *mp_alloc(size_t size)
{
	void *block = malloc(size ? size : 1);
	if (!block)
		mp_die(2, "out of memory (%zu bytes more were needed)", size);
	return block;
}

void *mp_zalloc(size_t count, size_t size)
{
	void *block = calloc(count ? count : 1, size ? size : 1);
	if (!block)
		mp_die(2, "out of memory (%zu times %zu bytes more were needed)", count, size);
	return block;
}

void *mp_realloc(void *old, size_t count, size_t size)
{
	void *block = reallocarray(old, count ? count : 1, size ? size : 1);
	if (!block)
		mp_die(2, "out of memory (%zu times %zu bytes were needed)", count, size);
	return block;
}

char *mp_strndup(const char *text, size_t length)
{
	char *copy = mp_alloc(length + 1);
	memcpy(copy, text, length);
	copy[length] = 0;
	return copy;
}

char *mp_strdup(const char *text)
{
	return mp_strndup(text, strlen(text));
}

char *mp_vformat(const char *format, va_list arguments)
{
	char *text = NULL;
	if (vasprintf(&text, format, arguments) < 0)
		mp_die(2, "out of memory");
	return text;
}

char *mp_format(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	char *text = mp_vformat(format, arguments);
	va_end(arguments);
	return text;
}

void *mp_grow(void *array, size_t count, size_t *room, size_t size)
{
	if (count == *room) {
		*room = count ? count * 2 : 16;
		array = mp_realloc(array, *room, size);
	}
	memset((char *)array + count * size, 0, size);
	return array;
}

void mp_text_add(struct mp_text *text, const void *bytes, size_t size)
{
	if (text->room - text->size <= size) {
		text->room = (text->size + size + 1) * 2;
		text->data = mp_realloc(text->data, text->room, 1);
	}
	if (size)
		memcpy(text->data + text->size, bytes, size);
	text->size += size;
	text->data[text->size] = 0;
}

void mp_text_puts(struct mp_text *text, const char *string)
{
	mp_text_add(text, string, strlen(string));
}

void mp_text_printf(struct mp_text *text, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	char *piece = mp_vformat(format, arguments);
	va_end(arguments);
	mp_text_puts(text, piece);
	free(piece);
}

void mp_text_free(struct mp_text *text)
{
	free(text->data);
	*text = (struct mp_text){0};
}

uint64_t mp_hash(const void *bytes, size_t size)
{
	const unsigned char *byte = bytes;
	uint64_t hash = 14695981039346656037u;
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ byte[i]) * 1099511628211u;
	return hash;
}

bool mp_unit_parse(const char *name, enum mp_unit *unit)
{
	static const char *const names[] = {"auto", "B", "KiB", "MiB"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcasecmp(name, names[i]) == 0) {
			*unit = (enum mp_unit)i;
			return true;
		}
	}
	return false;
}

const char *mp_bytes(char buffer[MP_BYTES_SIZE], int64_t bytes, enum mp_unit unit, int precision)
{
	const int64_t exact = 1000000000, gigantic = 10000 * (int64_t)1048576;
	bool large = unit == MP_UNIT_AUTO && (bytes <= -gigantic || bytes >= gigantic);
	if (unit == MP_UNIT_AUTO)
		unit = bytes > -exact && bytes < exact ? MP_UNIT_B : MP_UNIT_MIB;
	if (unit == MP_UNIT_B) {
		snprintf(buffer, MP_BYTES_SIZE, "%lld B", (long long)bytes);
		return buffer;
	}
	double divisor = unit == MP_UNIT_KIB ? 1024.0 : large ? 1073741824.0 : 1048576.0;
	double value = (double)bytes / divisor;
	/* What rounds to nothing is nothing, not "-0.000". */
	if (fabs(value) * pow(10, precision) < 0.5)
		value = 0;
	snprintf(buffer, MP_BYTES_SIZE, "%*.*f %s", precision + 4, precision, value,
		 unit == MP_UNIT_KIB ? "KiB"
		 : large             ? "GiB"
				     : "MiB");
	return buffer;
}

static bool suffix_factor(const char *suffix, double *factor)
{
	static const struct {
		const char *name;
		double factor;
	} suffixes[] = {
		{"", 1},
		{"b", 1},
		{"byte", 1},
		{"bytes", 1},
		{"k", 1024},
		{"kib", 1024},
		{"kb", 1e3},
		{"m", 1048576.0},
		{"mib", 1048576.0},
		{"mb", 1e6},
		{"g", 1073741824.0},
		{"gib", 1073741824.0},
		{"gb", 1e9},
		{"tib", 1099511627776.0},
		{"tb", 1e12},
	};
	for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
		if (strcasecmp(suffix, suffixes[i].name) == 0) {
			*factor = suffixes[i].factor;
			return true;
		}
	}
	return false;
}

bool mp_bytes_parse(const char *text, int64_t *bytes)
{
	size_t digits = strspn(text + (*text == '-'), "0123456789.") + (*text == '-');
	char *end;
	errno = 0;
	long long whole = strtoll(text, &end, 10);
	bool is_whole = end == text + digits && errno == 0;
	double value = strtod(text, &end);
	if (end != text + digits || digits == (size_t)(*text == '-'))
		return false;
	double factor;
	if (!suffix_factor(end + strspn(end, " \t"), &factor))
		return false;
	if (is_whole && factor == 1) {
		*bytes = whole;
		return true;
	}
	value = round(value * factor);
	if (!(fabs(value) < 9e18))
		return false;
	*bytes = (int64_t)value;
	return true;
}

bool mp_colour_parse(const char *when, FILE *out, bool *on)
{
	if (when && strcmp(when, "always") == 0)
		*on = true;
	else if (when && strcmp(when, "never") == 0)
		*on = false;
	else if (!when || strcmp(when, "auto") == 0) {
		const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");
		*on = isatty(fileno(out)) && !(no && *no) &&
		      !(terminal && strcmp(terminal, "dumb") == 0);
	} else
		return false;
	return true;
}

const char *mp_colour(bool on, enum mp_colour colour)
{
	static const char *const codes[] = {
		[MP_PLAIN] = "\033[0m", [MP_BOLD] = "\033[1m",   [MP_DIM] = "\033[2m",
		[MP_RED] = "\033[31m",  [MP_GREEN] = "\033[32m", [MP_YELLOW] = "\033[33m",
		[MP_CYAN] = "\033[36m",
	};
	return on ? codes[colour] : "";
}

void mp_bad_option(const char *command, char **argv, int option)
{
	mp_die(1, "%s: %s: %s; `memprof %s --help` lists what there is", command, argv[optind - 1],
	       option == ':' ? "its value is missing" : "no such option", command);
}

bool mp_number_parse(const char *text, uint64_t most, uint64_t *number)
{
	if (!*text || text[strspn(text, "0123456789")])
		return false;
	errno = 0;
	unsigned long long value = strtoull(text, NULL, 10);
	if (errno || value > most)
		return false;
	*number = value;
	return true;
}

/* Appends the components of `path` to the absolute or relative path in `text`. */
static void add_components(struct mp_text *text, const char *path, bool absolute)
{
	while (*path) {
		size_t length = strcspn(path, "/");
		bool up = length == 2 && path[0] == '.' && path[1] == '.';
		char *slash = text->size ? strrchr(text->data, '/') : NULL;
		if (up && slash && strcmp(slash, "/..") != 0) {
			text->size = (size_t)(slash - text->data);
			*slash = 0;
		} else if (up && absolute && text->size == 0) {
			/* the root has no parent */
		} else if (length && !(length == 1 && path[0] == '.')) {
			mp_text_puts(text, "/");
			mp_text_add(text, path, length);
		}
		path += length + (path[length] == '/');
	}
}

char *mp_path_join(const char *directory, const char *name)
{
	struct mp_text text = {0};
	bool absolute = *name == '/' || *directory == '/';
	mp_text_puts(&text, "");
	if (*name != '/')
		add_components(&text, directory, absolute);
	add_components(&text, name, absolute);
	if (absolute)
		return text.size ? text.data : (mp_text_puts(&text, "/"), text.data);
	char *relative = mp_strdup(text.size ? text.data + 1 : ".");
	mp_text_free(&text);
	return relative;
}

const char *mp_path_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

void mp_put_safe(FILE *out, const char *text, size_t size)
{
	size_t start = 0;
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];
		if ((c >= 0x20 && c != 0x7f) || c == '\t')
			continue;
		fwrite(text + start, 1, i - start, out);
		fputc('?', out);
		start = i + 1;
	}
	fwrite(text + start, 1, size - start, out);
}

char *mp_library_directory(void)
{
	char self[4096];
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
	if (length < 0)
		mp_die(2, "cannot find where memprof stands: %s", strerror(errno));
	self[length] = 0;
	return mp_path_join(self, "../../lib/memcc");
}

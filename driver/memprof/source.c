/* source.c - finds a source file, that of the build if it is anywhere, or says that it changed. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common.h"
#include "profile_model.h"

#define SOURCE_MOST ((off_t)256 * 1024 * 1024)

static bool read_all(int fd, struct mp_source *source)
{
	while (source->size < SIZE_MAX) {
		ssize_t got = read(fd, source->text + source->size, 65536);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0;
		source->size += (size_t)got;
		source->text = mp_realloc(source->text, source->size + 65536, 1);
	}
	return false;
}

static bool read_source(struct mp_source *source, const char *path)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return false;
	bool good =
		fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= SOURCE_MOST;
	source->text = good ? mp_alloc(65536) : NULL;
	good = good && read_all(fd, source);
	close(fd);
	if (good) {
		source->path = mp_strdup(path);
	} else {
		free(source->text);
		source->text = NULL;
		source->size = 0;
	}
	return good;
}

static bool is_as_built(const struct mp_source *source, const struct mp_file *file)
{
	bool known = file->size || file->hash;
	return !known ||
	       (file->size == source->size && file->hash == mp_hash(source->text, source->size));
}

/* Takes what lies at `path` if it is the file of the build, or if there was nothing yet. True: the
 * search is over. */
static bool consider(struct mp_source *source, const struct mp_file *file, const char *path)
{
	struct mp_source found = {0};
	if (!read_source(&found, path))
		return false;
	found.changed = !is_as_built(&found, file);
	if (source->path && found.changed) {
		mp_source_free(&found);
		return false;
	}
	mp_source_free(source);
	*source = found;
	return !found.changed;
}

/* Tries DIR/a/b/c.c, DIR/b/c.c, DIR/c.c: the longest tail that is there. */
static bool consider_tails(struct mp_source *source, const struct mp_file *file,
			   const char *directory)
{
	bool done = false;
	for (const char *tail = file->absolute; tail && !done; tail = strchr(tail, '/')) {
		tail += strspn(tail, "/");
		char *name = mp_path_join(directory, tail);
		done = *tail && consider(source, file, name);
		free(name);
	}
	return done;
}

static void split_lines(struct mp_source *source)
{
	size_t room = 0;
	const char *at = source->text, *end = source->text + source->size;
	while (at < end) {
		*MP_PUSH(source->lines, source->line_count, room) = at;
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		at = newline ? newline + 1 : end;
	}
}

void mp_source_load(struct mp_source *source, const struct mp_file *file,
		    const char *const *directories)
{
	*source = (struct mp_source){0};
	bool done = consider(source, file, file->absolute);
	for (; !done && directories && *directories; directories++)
		done = consider_tails(source, file, *directories);
	if (source->path)
		split_lines(source);
}

const char *mp_source_line(const struct mp_source *source, uint32_t line, size_t *length)
{
	*length = 0;
	if (line == 0 || line > source->line_count)
		return NULL;
	const char *start = source->lines[line - 1];
	const char *end =
		line < source->line_count ? source->lines[line] : source->text + source->size;
	if (end > start && end[-1] == '\n')
		end--;
	if (end > start && end[-1] == '\r')
		end--;
	*length = (size_t)(end - start);
	return start;
}

void mp_source_free(struct mp_source *source)
{
	free(source->path);
	free(source->text);
	free(source->lines);
	*source = (struct mp_source){0};
}

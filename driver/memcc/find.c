/* find.c - see find.h. */
#include "find.h"
#include "list.h"
#include "say.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SELF "/proc/self/exe"

bool find_is_self(const char *path)
{
	struct stat self, other;

	return stat(SELF, &self) == 0 && stat(path, &other) == 0 && self.st_dev == other.st_dev &&
	       self.st_ino == other.st_ino;
}

static bool is_program(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

const char *find_program(const char *name)
{
	const char *path = getenv("PATH"), *end;

	if (!*name)
		return NULL;
	if (strchr(name, '/'))
		return is_program(name) ? name : NULL;
	for (path = path ? path : "/usr/local/bin:/usr/bin:/bin"; *path;
	     path = *end ? end + 1 : end) {
		char *candidate;

		end = strchrnul(path, ':');
		candidate = end == path ? text("./%s", name)
					: text("%.*s/%s", (int)(end - path), path, name);
		if (is_program(candidate) && !find_is_self(candidate))
			return candidate;
		free(candidate);
	}
	return NULL;
}

const char *find_prefix(void)
{
	char *self = realpath(SELF, NULL);

	if (!self)
		fail(FAIL_OURS, "%s: %s; is /proc mounted? MEMCC_LIBDIR helps without", SELF,
		     strerror(errno));
	for (int level = 0; level < 2; level++) {
		char *slash = strrchr(self, '/');

		if (slash)
			*slash = 0;
	}
	return self;
}

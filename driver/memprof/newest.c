/* newest.c - the profile that is meant when none is named. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "common.h"
#include "profile_model.h"

static bool is_newer(const struct stat *a, const struct stat *b)
{
	if (a->st_mtim.tv_sec != b->st_mtim.tv_sec)
		return a->st_mtim.tv_sec > b->st_mtim.tv_sec;
	return a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

char *mp_newest_profile(const char *directory)
{
	static const char suffix[] = ".memprof";
	DIR *folder = opendir(directory);
	char *newest = NULL;
	struct stat newest_status = {0};
	for (struct dirent *entry; folder && (entry = readdir(folder));) {
		size_t length = strlen(entry->d_name);
		struct stat status;
		if (length <= sizeof suffix - 1 || entry->d_name[0] == '.' ||
		    strcmp(entry->d_name + length - (sizeof suffix - 1), suffix) != 0)
			continue;
		char *path = strcmp(directory, ".") == 0 ? mp_strdup(entry->d_name)
							 : mp_path_join(directory, entry->d_name);
		if (stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
		    (!newest || is_newer(&status, &newest_status))) {
			free(newest);
			newest = path;
			newest_status = status;
		} else {
			free(path);
		}
	}
	if (folder)
		closedir(folder);
	return newest;
}

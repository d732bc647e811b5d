/* language.c - tables of -x languages and file name endings; see language.h. */
#include "language.h"
#include <stddef.h>
#include <string.h>

struct entry {
	const char *name;
	enum input input;
};

static const struct entry languages[] = {
	{"c", INPUT_SERVED},
	{"c-header", INPUT_HEADER},
	{"c-system-header", INPUT_HEADER},
	{"c-user-header", INPUT_HEADER},
	{"cpp-output", INPUT_SERVED},
	{"c++", INPUT_SERVED},
	{"c++-cpp-output", INPUT_SERVED},
	{"c++-header", INPUT_HEADER},
	{"c++-module", INPUT_SERVED},
	{"c++-system-header", INPUT_HEADER},
	{"c++-system-module", INPUT_SERVED},
	{"c++-user-header", INPUT_HEADER},
};

/* Endings of what is compiled; everything else goes to the linker. */
static const struct entry endings[] = {
	{"c", INPUT_SERVED},     {"i", INPUT_SERVED},   {"ii", INPUT_SERVED},
	{"cc", INPUT_SERVED},    {"cp", INPUT_SERVED},  {"cxx", INPUT_SERVED},
	{"cpp", INPUT_SERVED},   {"CPP", INPUT_SERVED}, {"c++", INPUT_SERVED},
	{"C", INPUT_SERVED},     {"CC", INPUT_SERVED},  {"cppm", INPUT_SERVED},
	{"ixx", INPUT_SERVED},   {"ccm", INPUT_SERVED}, {"cxxm", INPUT_SERVED},
	{"c++m", INPUT_SERVED},  {"pcm", INPUT_SERVED}, {"h", INPUT_HEADER},
	{"H", INPUT_HEADER},     {"hh", INPUT_HEADER},  {"hp", INPUT_HEADER},
	{"hxx", INPUT_HEADER},   {"hpp", INPUT_HEADER}, {"HPP", INPUT_HEADER},
	{"h++", INPUT_HEADER},   {"tcc", INPUT_HEADER}, {"m", INPUT_OTHER},
	{"mi", INPUT_OTHER},     {"mm", INPUT_OTHER},   {"M", INPUT_OTHER},
	{"mii", INPUT_OTHER},    {"s", INPUT_OTHER},    {"S", INPUT_OTHER},
	{"sx", INPUT_OTHER},     {"ll", INPUT_OTHER},   {"bc", INPUT_OTHER},
	{"f", INPUT_OTHER},      {"F", INPUT_OTHER},    {"for", INPUT_OTHER},
	{"FOR", INPUT_OTHER},    {"ftn", INPUT_OTHER},  {"FTN", INPUT_OTHER},
	{"fpp", INPUT_OTHER},    {"FPP", INPUT_OTHER},  {"f90", INPUT_OTHER},
	{"F90", INPUT_OTHER},    {"f95", INPUT_OTHER},  {"F95", INPUT_OTHER},
	{"f03", INPUT_OTHER},    {"F03", INPUT_OTHER},  {"f08", INPUT_OTHER},
	{"F08", INPUT_OTHER},    {"go", INPUT_OTHER},   {"d", INPUT_OTHER},
	{"di", INPUT_OTHER},     {"dd", INPUT_OTHER},   {"ads", INPUT_OTHER},
	{"adb", INPUT_OTHER},    {"cu", INPUT_OTHER},   {"cl", INPUT_OTHER},
	{"gimple", INPUT_OTHER},
};

static const struct entry *find(const struct entry *table, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

enum input input_of_language(const char *language)
{
	const struct entry *entry = find(languages, sizeof languages / sizeof *languages, language);

	return entry ? entry->input : INPUT_OTHER;
}

enum input input_of_file(const char *path)
{
	const char *base = strrchr(path, '/');
	const char *dot = strrchr(base ? base : path, '.');
	const struct entry *entry;

	entry = dot ? find(endings, sizeof endings / sizeof *endings, dot + 1) : NULL;
	return entry ? entry->input : INPUT_LINK;
}

/* arguments.c - see arguments.h.
 *
 * Two steps. @files are read first, because an option and its argument may stand on different
 * sides of a file's end: that gives words, each with the place it came from. Then the words are
 * classified by option_find, ours_is and input_of_file. A file that holds an option of ours is
 * passed on as its words; any other stays the short @file it was.
 */
#include "arguments.h"
#include "language.h"
#include "objects.h"
#include "options.h"
#include "response.h"
#include "say.h"
#include <stdlib.h>
#include <string.h>

struct words {
	struct list list;
	size_t *origin; /* of each word: index on the command line */
	bool *taken;    /* by index on the command line: must be passed on as its words */
	size_t inputs;  /* index of the "--" behind which only inputs follow, or the count */
};

struct reader {
	struct arguments *arguments;
	const char *language; /* of -x, or null */
	bool only_inputs;     /* after "--" */
};

static void *allocate(size_t count, size_t size)
{
	void *memory = calloc(count + 1, size);

	if (!memory)
		fail(FAIL_OURS, "out of memory");
	return memory;
}

static void expand(struct words *words, char **command, size_t count)
{
	size_t *first = allocate(count, sizeof *first);

	for (size_t i = 0; i < count; i++) {
		first[i] = words->list.count;
		if (command[i][0] != '@' || !response_read(command[i] + 1, &words->list))
			list_add(&words->list, command[i]);
	}
	words->origin = allocate(words->list.count, sizeof *words->origin);
	words->taken = allocate(count, sizeof *words->taken);
	for (size_t i = 0; i < count; i++) {
		size_t end = i + 1 < count ? first[i + 1] : words->list.count;

		for (size_t word = first[i]; word < end; word++)
			words->origin[word] = i;
	}
}

static void read_input(struct reader *reader, const char *path)
{
	struct arguments *arguments = reader->arguments;
	enum input input =
		reader->language ? input_of_language(reader->language) : input_of_file(path);

	arguments->has_inputs = true;
	arguments->compiles |= input != INPUT_LINK;
	arguments->served |= input == INPUT_SERVED || input == INPUT_HEADER;
	arguments->makes_linked |= input != INPUT_HEADER;
	if (input == INPUT_LINK)
		list_add(&arguments->objects, path);
}

static bool linker_option_is_relocatable(const char *value)
{
	char *copy = text("%s", value), *rest = NULL;

	for (char *part = strtok_r(copy, ",", &rest); part; part = strtok_r(NULL, ",", &rest))
		if (strcmp(part, "-r") == 0 || strcmp(part, "--relocatable") == 0)
			return true;
	return false;
}

/* Of those that bring an allocator of their own; undefined behaviour's does not. */
static const char *const telling_all[] = {"address", "hwaddress", "all", NULL};
static const char *const telling_some[] = {"thread", "memory", "leak", "all", NULL};

static bool names_any(const char *value, const char *const *names)
{
	char *copy = text("%s", value), *rest = NULL;

	for (char *part = strtok_r(copy, ",", &rest); part; part = strtok_r(NULL, ",", &rest))
		for (const char *const *name = names; *name; name++)
			if (strcmp(part, *name) == 0)
				return true;
	return false;
}

static void read_language(struct reader *reader, const char *language)
{
	reader->language = strcmp(language, "none") == 0 ? NULL : language;
}

static void read_library(struct arguments *arguments)
{
	arguments->has_inputs = true;
	arguments->makes_linked = true;
}

/* What an option of the compiler's means; `value` is what it was given, or "". */
static void read_meaning(struct reader *reader, enum meaning means, const char *value)
{
	struct arguments *arguments = reader->arguments;

	switch (means) {
	case MEANS_NOTHING:
	case MEANS_TARGET:
		break;
	case MEANS_NO_LINK:
		arguments->no_link = true;
		break;
	case MEANS_LANGUAGE:
		read_language(reader, value);
		break;
	case MEANS_LIBRARY:
		read_library(arguments);
		break;
	case MEANS_LINKER:
		arguments->relocatable |= linker_option_is_relocatable(value);
		break;
	case MEANS_RELOCATABLE:
		arguments->relocatable = true;
		break;
	case MEANS_SHARED:
		arguments->shared = true;
		break;
	case MEANS_STATIC:
		arguments->is_static = true;
		break;
	case MEANS_SANITIZE:
		arguments->sanitizer_tells_all |= names_any(value, telling_all);
		arguments->sanitizer_tells_some |= names_any(value, telling_some);
		break;
	case MEANS_NO_SANITIZE:
		arguments->sanitizer_tells_all &= !names_any(value, telling_all);
		arguments->sanitizer_tells_some &= !names_any(value, telling_some);
		break;
	case MEANS_INFORMATION:
		arguments->information = true;
		break;
	case MEANS_INPUTS:
		reader->only_inputs = true;
		break;
	}
}

/* Reads the option at `words[0]`; returns how many words it took. */
static size_t read_option(struct reader *reader, const char *const *words)
{
	const struct option *option = option_find(words[0]);
	const char *value = "";
	size_t count = 1, length;

	if (!option)
		return 1;
	length = strlen(option->name);
	if (words[0][length])
		value = words[0] + length;
	if (words[1] && (option->takes & (words[0][length] ? ALSO_NEXT : TAKES_NEXT)))
		value = words[count++];
	if (option->means == MEANS_TARGET)
		for (size_t i = 0; i < count; i++)
			list_add(&reader->arguments->target, words[i]);
	read_meaning(reader, option->means, value);
	return count;
}

/* Classifies all words; those of ours become null. */
static void classify(struct reader *reader, struct words *words)
{
	struct list *list = &words->list;

	words->inputs = list->count;
	for (size_t i = 0; i < list->count;) {
		const char *word = list->items[i];

		if (reader->only_inputs || word[0] != '-' || !word[1]) {
			read_input(reader, word);
			i++;
		} else if (ours_is(word)) {
			ours_apply(&reader->arguments->settings, word);
			words->taken[words->origin[i]] = true;
			list->items[i++] = NULL;
		} else {
			size_t at = i;

			i += read_option(reader, &list->items[i]);
			if (reader->only_inputs)
				words->inputs = at;
		}
	}
	reader->arguments->language_set = reader->language;
}

/* Behind "--" nothing of ours could be added, so it goes and names like "-x.c" get a "./". */
static void remove_dashes(struct words *words)
{
	struct list *list = &words->list;

	for (size_t i = words->inputs; i < list->count; i++) {
		words->taken[words->origin[i]] = true;
		if (i == words->inputs)
			list->items[i] = NULL;
		else if (list->items[i][0] == '-' && list->items[i][1])
			list->items[i] = text("./%s", list->items[i]);
	}
}

static void collect_rest(struct list *rest, const struct words *words, char **command)
{
	for (size_t i = 0; i < words->list.count; i++) {
		size_t origin = words->origin[i];
		bool kept = !words->taken[origin] && command[origin][0] == '@';

		if (kept && (i == 0 || words->origin[i - 1] != origin))
			list_add(rest, command[origin]);
		else if (!kept && words->list.items[i])
			list_add(rest, words->list.items[i]);
	}
}

static void read_flags(struct settings *settings, const char *flags)
{
	struct list words = {0};

	response_split(flags, &words);
	for (size_t i = 0; i < words.count; i++) {
		if (!ours_is(words.items[i]))
			fail(FAIL_USER,
			     "MEMCC_FLAGS: '%s' is not an option of memcc's; only -fmemprof... "
			     "and --memcc-... can stand there",
			     words.items[i]);
		ours_apply(settings, words.items[i]);
	}
}

void arguments_read(struct arguments *arguments, const char *flags, char **command)
{
	struct reader reader = {.arguments = arguments};
	struct words words = {0};
	size_t count = 0;

	while (command[count])
		count++;
	if (flags)
		read_flags(&arguments->settings, flags);
	expand(&words, command, count);
	classify(&reader, &words);
	/* Build systems that know the option's name from nowhere (libtool) keep it from the
	 * linker's command line, and make files with CFLAGS often forget it there. */
	arguments->link_ours = arguments_link(arguments) && !arguments->settings.refused &&
			       (arguments->settings.on || objects_profiled(&arguments->objects));
	if (arguments->settings.on || arguments->link_ours)
		remove_dashes(&words);
	collect_rest(&arguments->rest, &words, command);
}

bool arguments_link(const struct arguments *arguments)
{
	return arguments->makes_linked && !arguments->no_link && !arguments->relocatable &&
	       !arguments->information;
}

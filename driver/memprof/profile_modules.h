/* profile_modules.h - the instrumented objects of a profile: their functions, and each thread's
 * copy of their data. */
#ifndef MEMPROF_PROFILE_MODULES_H
#define MEMPROF_PROFILE_MODULES_H

#include "profile_file.h"
#include "profile_twins.h"

struct mp_copy {
	uint32_t thread;
	uint64_t *words; /* of the data section; all of word_count lie in the file */
	size_t word_count;
};

struct mp_module {
	struct memprof_module *head;
	char *payload;
	uint64_t bytes;
	const char *name; /* not terminated */
	size_t name_size;
	struct memprof_function *functions;
	size_t function_count;
	size_t first_function;  /* number of its first, over all modules */
	uint32_t *by_points;    /* functions sorted by where their points lie */
	struct mp_copy *copies; /* sorted by thread */
	size_t copy_count, copy_room;
	struct mp_module *first_calls; /* keeps those of these functions; null: none is */
	struct mp_module *first_of;    /* it is such a one, and its functions are those */
};

struct mp_modules {
	struct mp_module *modules; /* sorted by id */
	size_t count, room;
	uint32_t *by_data; /* where data lies that nothing later came to lie over, in order */
	size_t by_data_count;
	size_t function_count; /* of all */
	struct mp_twins twins;
	size_t damaged; /* modules left out */
};

void mp_modules_find(struct mp_modules *modules, struct mp_raw *raw);
void mp_modules_free(struct mp_modules *modules);
/* Module that holds a static address, or null. */
struct mp_module *mp_modules_at(const struct mp_modules *modules, uint64_t address);
/* The site as that of the function that stands for its twins; and, unless first calls are to stay
 * apart, of the module whose first calls are kept here. */
uint64_t mp_modules_joined(const struct mp_modules *modules, uint64_t site, bool apart);
/* Number of the function (over all modules) to which a site belongs, or SIZE_MAX. */
size_t mp_modules_function(const struct mp_modules *modules, uint64_t site);
/* The module that a function belongs to, by its number; and the function. */
const struct mp_module *mp_modules_owner(const struct mp_modules *modules, size_t number,
					 const struct memprof_function **function);
struct mp_copy *mp_module_copy(const struct mp_module *module, uint32_t thread);

#endif

/* sampler_functions.h - which function a record of the shadow stack belongs to, by name. */
#ifndef MEMPROF_SAMPLER_FUNCTIONS_H
#define MEMPROF_SAMPLER_FUNCTIONS_H

#include "sampler_live.h"

/* Takes in the functions of a MODULE extent. */
void sampler_functions_add(struct sampler_live *live, const struct sampler_extent *module);
/* `record`: the word on the shadow stack. Null: no function of ours. */
const struct sampler_function *sampler_functions_find(const struct sampler_live *live,
						      uint64_t record);
/* The name of a bracket, "file.function"; to be freed. */
char *sampler_function_name(const char *function, const char *path);
/* Makes a name fit for a FUNC or LINE record: no blank, no control character, UTF-8. */
void sampler_name_clean(char *name, bool without_dots);

#endif

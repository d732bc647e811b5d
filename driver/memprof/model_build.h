/* model_build.h - from compiled functions to functions of the source: private to the reader. */
#ifndef MEMPROF_MODEL_BUILD_H
#define MEMPROF_MODEL_BUILD_H

#include "arena.h"
#include "function_solve.h"
#include "profile_model.h"
#include "profile_modules.h"

struct mp_files; /* interned file names */
struct mp_files *mp_files_new(struct mp_arena *arena);
void mp_files_free(struct mp_files *files);
/* Index of a file as a compiler in `directory` saw it. */
uint32_t mp_files_add(struct mp_files *files, struct mp_string directory,
		      const struct mp_described_file *file);
struct mp_file *mp_files_list(const struct mp_files *files, size_t *count);

struct mp_build {
	struct mp_arena *arena;
	struct mp_files *files;
	const struct mp_modules *modules;
	size_t contexts; /* damaged ones */
	size_t inlined;  /* functions that ran and were not built with -fmemprof-mode=calls */
	/* out, over all views */
	size_t damaged;            /* functions left out */
	const char *why;           /* the first of them */
	size_t negative, unsolved; /* functions whose flow does not add up */
	const char *negative_name;
};

/* All functions as the view's threads ran them, merged and sorted; always the same ones in the
 * same order, whatever the view. */
struct mp_function *mp_build_functions(struct mp_build *build, const struct mp_view *view,
				       size_t *count);

/* One compiled function on its way into the model. */
struct mp_instance {
	struct mp_function function; /* statements sorted; no lines yet */
	uint32_t *ordinals;          /* of statements: tells those with one home and kind apart */
	const char *base;            /* function_name_base */
	uint64_t entered;            /* memprof_function.entered */
	size_t sequence;
};

/* Instances of one function of the source become one; all in memory of the arena. */
struct mp_function *mp_merge_instances(struct mp_arena *arena, struct mp_instance *instances,
				       size_t count, size_t *functions);
struct mp_place *mp_merge_places(struct mp_arena *arena, const struct mp_function *functions,
				 size_t count, size_t *places);

#endif

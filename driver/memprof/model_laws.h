/* model_laws.h - the laws of docs/report.md ("--verify") over a loaded profile. */
#ifndef MEMPROF_MODEL_LAWS_H
#define MEMPROF_MODEL_LAWS_H

#include "model_build.h"
#include "profile_threads.h"

struct mp_texts { /* sentences for the profile's notes or findings */
	struct mp_arena *arena;
	const char **texts;
	size_t count, room;
};
void mp_texts_add(struct mp_texts *texts, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
const char **mp_texts_list(struct mp_texts *texts, size_t *count);

void mp_check_laws(struct mp_texts *findings, const struct mp_profile *profile,
		   const struct mp_areas *areas, const struct mp_build *build);

#endif

/* sampler_kin.c - see sampler_kin.h. */
#include "sampler_kin.h"

#include <math.h>
#include <stdlib.h>

#include "common.h"

#define FIND_FIRST 0.01 /* as for the program itself: then doubled ... */
#define FIND_MOST 60.0  /* ... up to this */

static struct sampler_relative *member(struct sampler_kin *kin, pid_t pid, double now)
{
	for (size_t i = 0; i < kin->count; i++)
		if (kin->members[i].pid == pid)
			return &kin->members[i];
	struct sampler_relative *new = MP_PUSH(kin->members, kin->count, kin->room);
	*new = (struct sampler_relative){.pid = pid, .born = now, .live.fd = -1};
	return new;
}

double sampler_kin_heap(struct sampler_kin *kin, pid_t pid, double now)
{
	struct sampler_relative *m = member(kin, pid, now);
	int64_t bytes;
	m->seen = true;
	if (m->live.fd < 0 && now >= m->next_find) {
		m->next_find = now + fmin(fmax(now - m->born, FIND_FIRST), FIND_MOST);
		sampler_live_find(&m->live, pid);
	}
	if (m->live.fd < 0)
		return 0;
	sampler_live_refresh(&m->live);
	if (m->live.header.end == MEMPROF_END_EXEC) { /* another program now */
		sampler_live_close(&m->live);
		return 0;
	}
	return sampler_live_heap(&m->live, &bytes) ? (double)bytes : 0;
}

void sampler_kin_sweep(struct sampler_kin *kin)
{
	size_t kept = 0;
	for (size_t i = 0; i < kin->count; i++) {
		if (!kin->members[i].seen) {
			sampler_live_close(&kin->members[i].live);
			continue;
		}
		kin->members[kept] = kin->members[i];
		kin->members[kept++].seen = false;
	}
	kin->count = kept;
	if (kept)
		return;
	free(kin->members);
	*kin = (struct sampler_kin){0};
}

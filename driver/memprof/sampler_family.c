/* sampler_family.c - the descendants of a process. Known ones are read at every sample; new ones
 * are looked for by a scan of /proc, which costs some microseconds for every process of the
 * machine, so scans keep to a share of the time. A descendant stays known when its parent ends. */
#include "sampler_process.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>

#include "common.h"

#define SCAN_SHARE 0.02 /* of one processor */

struct relation {
	pid_t pid, parent;
};

static bool is_member(const struct sampler_family *family, pid_t pid)
{
	for (size_t i = 0; i < family->count; i++)
		if (family->members[i].pid == pid)
			return true;
	return false;
}

static void add(struct sampler_family *family, pid_t pid, enum sampler_backend backend)
{
	struct sampler_process member;
	if (sampler_process_open(&member, pid, backend))
		*MP_PUSH(family->members, family->count, family->room) = member;
}

/* Parents usually have lower numbers than their children, but numbers wrap: repeat until no new
 * one is found. */
static void adopt(struct sampler_family *family, pid_t parent, const struct relation *relations,
		  size_t count, enum sampler_backend backend)
{
	for (bool changed = true; changed;) {
		changed = false;
		for (size_t i = 0; i < count; i++) {
			const struct relation *r = &relations[i];
			if (r->parent != parent && !is_member(family, r->parent))
				continue;
			if (is_member(family, r->pid))
				continue;
			size_t before = family->count;
			add(family, r->pid, backend);
			changed |= family->count > before;
		}
	}
}

static void scan(struct sampler_family *family, pid_t parent, enum sampler_backend backend)
{
	struct relation *relations = NULL;
	size_t count = 0, room = 0;
	DIR *proc = opendir("/proc");
	for (struct dirent *entry; proc && (entry = readdir(proc));) {
		struct relation r;
		uint64_t ticks;
		if (!isdigit((unsigned char)entry->d_name[0]))
			continue;
		r.pid = (pid_t)atol(entry->d_name);
		if (sampler_process_stat(r.pid, &r.parent, &ticks))
			*MP_PUSH(relations, count, room) = r;
	}
	if (proc)
		closedir(proc);
	adopt(family, parent, relations, count, backend);
	free(relations);
}

void sampler_family_read(struct sampler_family *family, pid_t parent, enum sampler_backend backend,
			 double now)
{
	if (now >= family->next_scan) {
		double before = sampler_cpu();
		scan(family, parent, backend);
		family->next_scan = now + (sampler_cpu() - before) / SCAN_SHARE;
	}
	size_t kept = 0;
	for (size_t i = 0; i < family->count; i++) {
		struct sampler_process *member = &family->members[i];
		if (sampler_process_read(member))
			family->members[kept++] = *member;
		else
			sampler_process_close(member);
	}
	family->count = kept;
}

void sampler_family_close(struct sampler_family *family)
{
	for (size_t i = 0; i < family->count; i++)
		sampler_process_close(&family->members[i]);
	free(family->members);
	*family = (struct sampler_family){0};
}

/* names.c - what metrics, ends, kinds and columns are called, for people and for machines. */
#include <string.h>
#include <strings.h>
#include "profile_model.h"

const char *mp_ended_name(enum mp_ended ended)
{
	static const char *const names[] = {
		[MP_ENDED_EXIT] = "exit",       [MP_ENDED_EXEC] = "exec",
		[MP_ENDED_ABORT] = "abort",     [MP_ENDED_KILLED] = "killed",
		[MP_ENDED_RUNNING] = "running",
	};
	return names[ended];
}

const char *mp_metric_name(enum memprof_metric metric)
{
	static const char *const names[] = {
		[MEMPROF_METRIC_HEAP] = "heap",     [MEMPROF_METRIC_HEAP_MAP] = "heap+map",
		[MEMPROF_METRIC_USABLE] = "usable", [MEMPROF_METRIC_RSS] = "rss",
		[MEMPROF_METRIC_PSS] = "pss",       [MEMPROF_METRIC_USS] = "uss",
	};
	return (unsigned)metric < sizeof names / sizeof names[0] ? names[metric] : "unknown";
}

bool mp_metric_is_exact(enum memprof_metric metric)
{
	return metric <= MEMPROF_METRIC_USABLE;
}

const char *mp_kind_name(uint32_t kind)
{
	static const char *const names[] = {
		[MEMPROF_STATEMENT_PLAIN] = "plain",
		[MEMPROF_STATEMENT_DECLARATION] = "declaration",
		[MEMPROF_STATEMENT_IF] = "if",
		[MEMPROF_STATEMENT_SWITCH] = "switch",
		[MEMPROF_STATEMENT_LOOP] = "loop",
		[MEMPROF_STATEMENT_INIT] = "init",
		[MEMPROF_STATEMENT_STEP] = "step",
		[MEMPROF_STATEMENT_RETURN] = "return",
		[MEMPROF_STATEMENT_JUMP] = "jump",
		[MEMPROF_STATEMENT_CATCH] = "catch",
		[MEMPROF_STATEMENT_SCOPE_END] = "scope-end",
	};
	return kind < sizeof names / sizeof names[0] ? names[kind] : "unknown";
}

static const struct {
	const char *name, *title;
	bool bytes;
} columns[MP_COLUMNS] = {
	[MP_MEM_USAGE] = {"mem_usage", "Mem usage", true},
	[MP_INCREMENT] = {"increment", "Increment", true},
	[MP_OCCURRENCES] = {"occurrences", "Occurrences", false},
	[MP_PEAK] = {"peak", "Peak", true},
	[MP_ALLOCS] = {"allocs", "Allocs", false},
	[MP_ALLOCATED] = {"allocated", "Allocated", true},
	[MP_FREES] = {"frees", "Frees", false},
	[MP_FREED] = {"freed", "Freed", true},
	[MP_RETAINED] = {"retained", "Retained", true},
	[MP_NET] = {"net", "Net", true},
};

const char *mp_column_name(enum mp_column column)
{
	return columns[column].name;
}

const char *mp_column_title(enum mp_column column)
{
	return columns[column].title;
}

bool mp_column_is_bytes(enum mp_column column)
{
	return columns[column].bytes;
}

bool mp_column_parse(const char *name, enum mp_column *column)
{
	for (int i = 0; i < MP_COLUMNS; i++) {
		if (strcasecmp(name, columns[i].name) == 0 ||
		    strcasecmp(name, columns[i].title) == 0) {
			*column = (enum mp_column)i;
			return true;
		}
	}
	return false;
}

int64_t mp_column_value(const struct mp_figures *figures, enum mp_column column)
{
	switch (column) {
	case MP_MEM_USAGE:
		return figures->mem_usage;
	case MP_INCREMENT:
		return figures->increment;
	case MP_OCCURRENCES:
		return (int64_t)figures->occurrences;
	case MP_PEAK:
		return figures->peak;
	case MP_ALLOCS:
		return (int64_t)figures->allocs;
	case MP_ALLOCATED:
		return (int64_t)figures->allocated;
	case MP_FREES:
		return (int64_t)figures->frees;
	case MP_FREED:
		return (int64_t)figures->freed;
	case MP_RETAINED:
		return figures->retained;
	case MP_NET:
		return (int64_t)(figures->allocated - figures->freed);
	case MP_COLUMNS:
		break;
	}
	return 0;
}

/* contexts.c - see contexts.h. All sums wrap. Linear in slots but for two sorts. */
#include "contexts.h"

#include <stdlib.h>
#include "common.h"

#define NONE SIZE_MAX

/* A slot in its thread's tree. */
struct node {
	const struct memprof_slot *slot;
	uint64_t site;
	uint64_t address;
	uint32_t thread;
	size_t parent, child, sibling; /* NONE: none; `sibling` also leads back up */
	size_t charge;                 /* index in the view */
	size_t function;               /* over all modules, NONE: unknown */
	int64_t inclusive;
};

struct tree {
	struct mp_view *view;
	const struct mp_modules *modules;
	bool observed;      /* the metric is read from the kernel */
	struct node *nodes; /* sorted by thread and address */
	size_t count, room;
	uint32_t *site_open, *function_open; /* how often open on the way from the root */
};

static int64_t largest(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t sum(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

void mp_figures_add(struct mp_figures *total, const struct mp_figures *figures)
{
	if (figures->occurrences && !total->occurrences)
		total->mem_usage = figures->mem_usage;
	else if (figures->occurrences)
		total->mem_usage = largest(total->mem_usage, figures->mem_usage);
	total->occurrences += figures->occurrences;
	total->increment = sum(total->increment, figures->increment);
	total->peak = largest(total->peak, figures->peak);
	total->allocs += figures->allocs;
	total->allocated += figures->allocated;
	total->frees += figures->frees;
	total->freed += figures->freed;
	total->retained = sum(total->retained, figures->retained);
}

/* ---- gathering ------------------------------------------------------------------------------- */

static int compare_nodes(const void *a, const void *b)
{
	const struct node *x = a, *y = b;
	if (x->thread != y->thread)
		return x->thread < y->thread ? -1 : 1;
	return x->address < y->address ? -1 : x->address > y->address;
}

static void gather_slots(struct tree *t, const struct mp_extent *extent)
{
	const struct memprof_slot *slots = (const void *)extent->payload;
	for (size_t k = 0; k < extent->bytes / sizeof *slots; k++) {
		if (slots[k].site == 0)
			continue;
		struct node *node = MP_PUSH(t->nodes, t->count, t->room);
		node->slot = &slots[k];
		node->site = mp_modules_joined(t->modules, slots[k].site, t->view->later);
		node->address = extent->address + k * sizeof *slots;
		node->thread = extent->thread;
	}
}

static void gather(struct tree *t, const struct mp_raw *raw)
{
	size_t i = 0, end = raw->slots_count;
	if (!t->view->all)
		end = mp_raw_slots(raw, t->view->thread, &i);
	for (; i < end; i++)
		gather_slots(t, &raw->extents[raw->slots[i]]);
	if (t->count)
		qsort(t->nodes, t->count, sizeof *t->nodes, compare_nodes);
}

static size_t find_node(const struct tree *t, uint32_t thread, uint64_t address)
{
	const struct node key = {.thread = thread, .address = address};
	const struct node *found = bsearch(&key, t->nodes, t->count, sizeof key, compare_nodes);
	return found ? (size_t)(found - t->nodes) : NONE;
}

/* A slot is made after the one it hangs on, which therefore lies below it: no cycles. */
static void link_nodes(struct tree *t)
{
	for (size_t i = 0; i < t->count; i++) {
		struct node *node = &t->nodes[i];
		node->parent = node->child = node->sibling = NONE;
		if (!MEMPROF_UP_IS_SLOT(node->slot->up))
			continue;
		node->parent = find_node(t, node->thread, node->slot->up);
		if (node->parent == NONE || node->parent >= i) {
			node->parent = NONE;
			t->view->damaged++;
			continue;
		}
		node->sibling = t->nodes[node->parent].child;
		t->nodes[node->parent].child = i;
	}
}

/* ---- sites ----------------------------------------------------------------------------------- */

static int compare_sites(const void *a, const void *b)
{
	uint64_t x = ((const struct mp_charge *)a)->site, y = ((const struct mp_charge *)b)->site;
	return x < y ? -1 : x > y;
}

static void list_sites(struct tree *t)
{
	struct mp_view *view = t->view;
	view->charges = mp_zalloc(t->count, sizeof *view->charges);
	for (size_t i = 0; i < t->count; i++)
		view->charges[i].site = t->nodes[i].site;
	if (t->count)
		qsort(view->charges, t->count, sizeof *view->charges, compare_sites);
	for (size_t i = 0; i < t->count; i++)
		if (i == 0 || view->charges[i].site != view->charges[view->charge_count - 1].site)
			view->charges[view->charge_count++].site = view->charges[i].site;
}

struct mp_charge *mp_view_charge(const struct mp_view *view, uint64_t site)
{
	const struct mp_charge key = {.site = site};
	if (view->charge_count == 0)
		return NULL;
	return bsearch(&key, view->charges, view->charge_count, sizeof key, compare_sites);
}

const struct mp_charge *mp_view_claim(const struct mp_view *view, uint64_t site)
{
	struct mp_charge *charge = mp_view_charge(view, site);
	if (charge)
		charge->claimed = true;
	return charge;
}

/* Own figures of a slot; Increment comes from the tree. */
static void charge_slot(struct mp_charge *charge, const struct memprof_slot *slot)
{
	struct mp_figures figures = {
		.peak = slot->peak,
		.allocs = slot->allocs,
		.allocated = slot->allocated,
		.frees = slot->frees,
		.freed = slot->freed,
		.retained = (int64_t)(slot->allocated - slot->freed_own),
	};
	mp_figures_add(&charge->figures, &figures);
	if (slot->intervals)
		charge->figures.mem_usage =
			charge->intervals ? largest(charge->figures.mem_usage, slot->mem_max)
					  : slot->mem_max;
	charge->intervals += slot->intervals;
}

/* ---- the tree -------------------------------------------------------------------------------- */

static void resolve(struct tree *t)
{
	for (size_t i = 0; i < t->count; i++) {
		struct node *node = &t->nodes[i];
		const struct memprof_slot *slot = node->slot;
		struct mp_charge *charge = mp_view_charge(t->view, node->site);
		if (slot->up != MEMPROF_UP_FUNCTION)
			charge_slot(charge, slot);
		node->charge = (size_t)(charge - t->view->charges);
		node->function = mp_modules_function(t->modules, node->site);
		node->inclusive =
			t->observed ? slot->observed : (int64_t)(slot->allocated - slot->freed);
	}
	for (size_t i = t->count; i-- > 0;) {
		const struct node *node = &t->nodes[i];
		if (node->parent != NONE)
			t->nodes[node->parent].inclusive =
				sum(t->nodes[node->parent].inclusive, node->inclusive);
	}
}

/* What lies below a slot belongs to its statement unless that is open further up already. */
static void enter(struct tree *t, const struct node *node)
{
	if (node->slot->site == MEMPROF_SITE_OUTSIDE)
		return;
	if (t->site_open[node->charge]++ == 0) {
		struct mp_figures *figures = &t->view->charges[node->charge].figures;
		figures->increment = sum(figures->increment, node->inclusive);
	}
	if (node->function == NONE)
		return;
	struct mp_net *net = &t->view->nets[node->function];
	if (t->function_open[node->function]++ == 0)
		net->net = sum(net->net, node->inclusive);
	else
		net->recursive = true;
}

static void leave(struct tree *t, const struct node *node)
{
	if (node->slot->site == MEMPROF_SITE_OUTSIDE)
		return;
	t->site_open[node->charge]--;
	if (node->function != NONE)
		t->function_open[node->function]--;
}

/* A directly counted slot: what was measured is inclusive already. */
static void take_direct(struct tree *t, const struct node *node)
{
	int64_t inclusive = node->slot->inclusive >> 1;
	if (node->slot->site == MEMPROF_SITE_OUTSIDE)
		return;
	if (node->slot->up == MEMPROF_UP_SITE) {
		struct mp_figures *figures = &t->view->charges[node->charge].figures;
		figures->increment = sum(figures->increment, inclusive);
	} else if (node->function != NONE) {
		struct mp_net *net = &t->view->nets[node->function];
		net->net = sum(net->net, inclusive);
		net->recursive = net->recursive || node->slot->intervals > 0;
	}
}

static void walk(struct tree *t, size_t root)
{
	size_t at = root;
	enter(t, &t->nodes[at]);
	for (;;) {
		if (t->nodes[at].child != NONE) {
			at = t->nodes[at].child;
			enter(t, &t->nodes[at]);
			continue;
		}
		while (at != root && t->nodes[at].sibling == NONE) {
			leave(t, &t->nodes[at]);
			at = t->nodes[at].parent;
		}
		leave(t, &t->nodes[at]);
		if (at == root)
			return;
		at = t->nodes[at].sibling;
		enter(t, &t->nodes[at]);
	}
}

void mp_view_collect(struct mp_view *view, const struct mp_raw *raw,
		     const struct mp_modules *modules)
{
	struct tree t = {.view = view, .modules = modules};
	t.observed = raw->header->metric > MEMPROF_METRIC_USABLE;
	view->charges = NULL;
	view->charge_count = view->damaged = 0;
	view->inherited = raw->header->inherited;
	view->nets = mp_zalloc(modules->function_count, sizeof *view->nets);
	gather(&t, raw);
	link_nodes(&t);
	list_sites(&t);
	resolve(&t);
	t.site_open = mp_zalloc(view->charge_count, sizeof *t.site_open);
	t.function_open = mp_zalloc(modules->function_count, sizeof *t.function_open);
	for (size_t i = 0; i < t.count; i++)
		if (!MEMPROF_UP_IS_CONTEXT(t.nodes[i].slot->up))
			take_direct(&t, &t.nodes[i]);
		else if (t.nodes[i].parent == NONE)
			walk(&t, i);
	free(t.nodes);
	free(t.site_open);
	free(t.function_open);
}

void mp_view_free(struct mp_view *view)
{
	free(view->charges);
	free(view->nets);
	view->charges = NULL;
	view->nets = NULL;
}

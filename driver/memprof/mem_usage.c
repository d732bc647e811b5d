/* mem_usage.c - see mem_usage.h.
 *
 * A statement that saw no event in one of its intervals left memory as it was, so its Mem usage
 * is at least that of whatever came before it: the largest among the statements that can come
 * right before it and ran. That is a fixpoint over the flow graph, but of a kind that needs no
 * iteration: values are only handed on, never changed. So they are handed on in descending order,
 * and the first to arrive is the final one.
 *
 * Nodes are the statements and the starts of blocks. A block without statements hands on what it
 * gets; a statement that never ran hands on nothing.
 */
#include "mem_usage.h"

#include <stdlib.h>
#include "common.h"

enum passing { BLOCKED, FIXED, INHERITS };

struct source {
	int64_t value;
	size_t node;
};

struct spread {
	struct mp_solved *solved;
	const struct mp_description *d;
	size_t statements;
	size_t *next;       /* statement -> the one after it in its block; SIZE_MAX: block ends */
	size_t *first;      /* block -> its first statement, SIZE_MAX: none */
	size_t *edge_start; /* block -> its first entry in edge_target */
	uint32_t *edge_target;
	unsigned char *begun; /* per statement: a fork child begins in it */
	unsigned char *done;  /* per node */
	size_t *stack;
	size_t depth;
	int64_t value;
};

static enum passing passing(const struct spread *s, size_t node)
{
	if (node >= s->statements)
		return INHERITS;
	const struct mp_figures *figures = &s->solved->figures[node];
	if (s->begun[node])
		return INHERITS;
	if (figures->occurrences == 0 && s->solved->intervals[node] == 0)
		return BLOCKED;
	return s->solved->intervals[node] >= figures->occurrences ? FIXED : INHERITS;
}

static void give(struct spread *s, size_t node)
{
	if (s->done[node])
		return;
	s->done[node] = 1;
	if (node < s->statements)
		s->solved->figures[node].mem_usage = s->value;
	s->stack[s->depth++] = node;
}

static void offer(struct spread *s, size_t node)
{
	if (passing(s, node) == INHERITS)
		give(s, node);
}

static void offer_successors(struct spread *s, uint32_t block)
{
	for (size_t i = s->edge_start[block]; i < s->edge_start[block + 1]; i++)
		offer(s, s->statements + s->edge_target[i]);
}

static void hand_on(struct spread *s, size_t node)
{
	if (node >= s->statements) {
		uint32_t block = (uint32_t)(node - s->statements);
		if (s->first[block] != SIZE_MAX)
			offer(s, s->first[block]);
		else
			offer_successors(s, block);
	} else if (s->next[node] != SIZE_MAX) {
		offer(s, s->next[node]);
	} else if (s->d->statements[node].block != 0) {
		offer_successors(s, s->d->statements[node].block - 1);
	}
}

static void spread_from(struct spread *s, struct source source)
{
	s->value = source.value;
	give(s, source.node);
	while (s->depth > 0)
		hand_on(s, s->stack[--s->depth]);
}

static void link_statements(struct spread *s, const uint32_t *order)
{
	for (uint32_t b = 0; b < s->d->blocks; b++)
		s->first[b] = SIZE_MAX;
	for (size_t i = s->statements; i-- > 0;) {
		uint32_t block = s->d->statements[order[i]].block;
		s->next[order[i]] = SIZE_MAX;
		if (block == 0)
			continue;
		s->next[order[i]] = s->first[block - 1];
		s->first[block - 1] = order[i];
	}
}

static void link_blocks(struct spread *s)
{
	const struct mp_description *d = s->d;
	for (size_t i = 0; i < d->edge_count; i++)
		s->edge_start[d->edges[i].source + 1]++;
	for (uint32_t b = 0; b < d->blocks; b++)
		s->edge_start[b + 1] += s->edge_start[b];
	size_t *at = mp_alloc((d->blocks + (size_t)1) * sizeof *at);
	for (uint32_t b = 0; b < d->blocks; b++)
		at[b] = s->edge_start[b];
	for (size_t i = 0; i < d->edge_count; i++)
		s->edge_target[at[d->edges[i].source]++] = d->edges[i].target;
	free(at);
}

static int compare_sources(const void *a, const void *b)
{
	const struct source *x = a, *y = b;
	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return x->node < y->node ? -1 : x->node > y->node;
}

static size_t find_sources(struct spread *s, const struct mp_memory_start *start,
			   struct source *sources)
{
	const struct mp_description *d = s->d;
	size_t count = 0;
	for (size_t i = 0; i < s->statements; i++)
		if (s->solved->intervals[i] > 0)
			sources[count++] = (struct source){s->solved->figures[i].mem_usage, i};
	for (size_t i = 0; i < d->point_count; i++) {
		size_t statement = d->points[i].statement;
		if ((int64_t)start->abandoned_at[i] >= 0)
			continue;
		s->begun[statement] = 1;
		sources[count++] = (struct source){start->inherited, statement};
	}
	if (d->blocks > 0)
		sources[count++] = (struct source){start->entry, s->statements};
	qsort(sources, count, sizeof *sources, compare_sources);
	return count;
}

void mp_mem_usage(struct mp_solved *solved, const struct mp_description *d, const uint32_t *order,
		  const struct mp_memory_start *start)
{
	size_t nodes = d->statement_count + d->blocks;
	struct spread s = {
		.solved = solved,
		.d = d,
		.statements = d->statement_count,
		.next = mp_zalloc(d->statement_count, sizeof *s.next),
		.first = mp_zalloc(d->blocks, sizeof *s.first),
		.edge_start = mp_zalloc(d->blocks + (size_t)1, sizeof *s.edge_start),
		.edge_target = mp_zalloc(d->edge_count, sizeof *s.edge_target),
		.begun = mp_zalloc(d->statement_count, 1),
		.done = mp_zalloc(nodes, 1),
		.stack = mp_zalloc(nodes, sizeof *s.stack),
	};
	struct source *sources =
		mp_zalloc(d->statement_count + d->point_count + 1, sizeof *sources);
	link_statements(&s, order);
	link_blocks(&s);
	size_t count = find_sources(&s, start, sources);
	for (size_t i = 0; i < count; i++)
		if (!s.done[sources[i].node])
			spread_from(&s, sources[i]);
	free(sources);
	free(s.next);
	free(s.first);
	free(s.edge_start);
	free(s.edge_target);
	free(s.begun);
	free(s.done);
	free(s.stack);
}

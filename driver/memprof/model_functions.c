/* model_functions.c - decodes and solves every compiled function of every module. */
#include <stdlib.h>
#include <string.h>
#include "common.h"
#include "function_name.h"
#include "model_build.h"

struct worker {
	struct mp_build *build;
	const struct mp_view *view;
	struct mp_description description;
	struct mp_solved solved;
	struct mp_instance *instances;
	size_t count, room;
};

/* Honest functions share neither descriptions nor counters nor points, so together they take no
 * more than there is. Who claims more would make us read the same bytes again and again. */
struct budget {
	uint64_t description, words;
};

static const char *spend(struct budget *budget, const struct memprof_function *f)
{
	if (f->description_size > budget->description)
		return "functions share descriptions";
	if (f->counter_count > budget->words || f->point_words > budget->words - f->counter_count)
		return "functions share counters or points";
	budget->description -= f->description_size;
	budget->words -= f->counter_count + f->point_words;
	return NULL;
}

static int compare_homes(const struct mp_statement *x, const struct mp_statement *y, uint32_t own)
{
	if (x->file != y->file) {
		if (x->file == own || y->file == own)
			return x->file == own ? -1 : 1;
		return x->file < y->file ? -1 : 1;
	}
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return x->kind < y->kind ? -1 : x->kind > y->kind;
}

struct sorting {
	const struct mp_statement *statements;
	uint32_t own;
};

static int compare_indices(const void *a, const void *b, void *context)
{
	const struct sorting *sorting = context;
	uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
	int order = compare_homes(&sorting->statements[i], &sorting->statements[k], sorting->own);
	return order ? order : i < k ? -1 : i > k;
}

/* Statements into the arena, sorted by home; the compiler's order tells equals apart. */
static void keep_statements(struct worker *w, struct mp_instance *instance,
			    const uint32_t *file_ids)
{
	const struct mp_description *d = &w->description;
	struct mp_arena *arena = w->build->arena;
	size_t count = d->statement_count;
	struct mp_statement *plain = mp_zalloc(count, sizeof *plain);
	uint32_t *indices = mp_alloc(count * sizeof *indices);
	for (size_t i = 0; i < count; i++) {
		const struct mp_described_statement *s = &d->statements[i];
		plain[i] = (struct mp_statement){file_ids[s->file], s->line, s->column, s->kind,
						 w->solved.figures[i]};
		indices[i] = (uint32_t)i;
	}
	struct sorting sorting = {plain, instance->function.file};
	qsort_r(indices, count, sizeof *indices, compare_indices, &sorting);

	struct mp_statement *kept = mp_arena_alloc(arena, count, sizeof *kept);
	instance->ordinals = mp_arena_alloc(arena, count, sizeof *instance->ordinals);
	for (size_t i = 0; i < count; i++) {
		kept[i] = plain[indices[i]];
		if (i > 0 && compare_homes(&kept[i - 1], &kept[i], sorting.own) == 0)
			instance->ordinals[i] = instance->ordinals[i - 1] + 1;
	}
	instance->function.statements = kept;
	instance->function.statement_count = count;
	free(plain);
	free(indices);
}

static size_t count_twins(const struct mp_twins *twins, size_t number)
{
	size_t count = 0;
	for (; number != MP_NO_TWIN; number = twins->next[number])
		count++;
	return count;
}

static void keep(struct worker *w, size_t number)
{
	const struct mp_description *d = &w->description;
	struct mp_arena *arena = w->build->arena;
	uint32_t *file_ids = mp_alloc(d->file_count * sizeof *file_ids);
	for (size_t i = 0; i < d->file_count; i++)
		file_ids[i] = mp_files_add(w->build->files, d->directory, &d->files[i]);

	size_t sequence = w->count;
	struct mp_instance *instance = MP_PUSH(w->instances, w->count, w->room);
	instance->sequence = sequence;
	instance->entered = w->solved.entered;
	struct mp_function *f = &instance->function;
	f->symbol = mp_arena_strndup(arena, d->symbol.text, d->symbol.size);
	f->name = function_name_shown(arena, mp_arena_strndup(arena, d->name.text, d->name.size),
				      f->symbol);
	instance->base = function_name_base(arena, f->name);
	f->file = file_ids[d->file];
	f->line = d->line;
	f->column = d->column;
	f->last_line = d->last_line;
	f->instances = count_twins(&w->build->modules->twins, number);
	f->by_calls = (d->flags & MEMPROF_DESC_CALLS) != 0;
	f->recursive = w->solved.recursive;
	f->calls = w->solved.calls;
	f->entry_bytes = w->solved.entry_bytes;
	f->net_bytes = w->solved.net;
	f->own = w->solved.own;
	keep_statements(w, instance, file_ids);
	free(file_ids);
}

static void leave_out(struct mp_build *build, const char *why)
{
	if (build->damaged++ == 0)
		build->why = why;
}

static void note_flow(struct worker *w)
{
	struct mp_build *build = w->build;
	if (w->solved.negative == 0 && w->solved.unsolved == 0)
		return;
	if (build->negative + build->unsolved == 0)
		build->negative_name = mp_arena_strndup(build->arena, w->description.name.text,
							w->description.name.size);
	if (w->solved.unsolved)
		build->unsolved++;
	else
		build->negative++;
}

static void work_function(struct worker *w, size_t number, struct budget *budget)
{
	const struct memprof_function *f;
	const struct mp_module *module = mp_modules_owner(w->build->modules, number, &f);
	if (!mp_lies_in(f->description_offset, f->description_size, module->bytes)) {
		leave_out(w->build, "its description lies outside of the module");
		return;
	}
	const char *error = spend(budget, f);
	if (!error)
		error = mp_description_parse(&w->description,
					     module->payload + f->description_offset,
					     f->description_size);
	if (!error)
		error = mp_function_solve(&w->solved, w->view, w->build->modules, number,
					  &w->description);
	if (error) {
		leave_out(w->build, error);
		return;
	}
	note_flow(w);
	w->build->inlined += w->solved.calls > 0 && !(w->description.flags & MEMPROF_DESC_CALLS);
	keep(w, number);
}

struct mp_function *mp_build_functions(struct mp_build *build, const struct mp_view *view,
				       size_t *count)
{
	struct worker w = {.build = build, .view = view};
	build->damaged = build->negative = build->unsolved = build->inlined = 0;
	for (size_t m = 0; m < build->modules->count; m++) {
		const struct mp_module *module = &build->modules->modules[m];
		struct budget budget = {module->bytes, module->head->data_size / 8};
		if (module->first_of)
			continue; /* its functions are those of another module */
		for (size_t i = 0; i < module->function_count; i++)
			if (build->modules->twins.first[module->first_function + i] ==
			    module->first_function + i)
				work_function(&w, module->first_function + i, &budget);
	}
	struct mp_function *functions =
		mp_merge_instances(build->arena, w.instances, w.count, count);
	free(w.instances);
	mp_description_free(&w.description);
	mp_solved_free(&w.solved);
	return functions;
}

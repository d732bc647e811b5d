/* context.c - makecontext and swapcontext: a coroutine has an area of its own, as a thread has.
 *
 * A switch of contexts so is a switch of areas: shadow stack, slots and counters stay together, and
 * the reader needs to know nothing of it. Which area belongs to which context is kept in a table by
 * the address of the ucontext_t; an area made for a coroutine's stack serves the next one on it.
 *
 * Once there are coroutines, setjmp notes its buffer here, too: it is cheaper to go to and fro by
 * longjmp, and after the first switch many do.
 *
 * glibc goes on to uc_link by itself when a coroutine's function returns, so ours is put around it.
 */
#include "internal.h"
#include "real.h"
#include <stdarg.h>
#include <ucontext.h>

MC_REAL_DECLARE(getcontext)
MC_REAL_DECLARE(setcontext)
MC_REAL_DECLARE(swapcontext)
MC_REAL_DECLARE(makecontext)

#define ARGUMENTS 8

struct context {
	const void *key; /* a ucontext_t, or setjmp's buffer; 0: never used */
	struct mc_area *area;
	uintptr_t *top;      /* when it was left, or noted by getcontext; null: begins anew */
	void *stack;         /* of a coroutine */
	struct mc_area *own; /* the area of its stack, wherever the context now points */
	const ucontext_t *link;
	void (*run)(void);
	int count;
	long arguments[ARGUMENTS];
};

static struct context **table;
static size_t room, used;
bool mc_context_any;

/* ---- table, under the lock ---- */

static struct context *find(const void *key)
{
	size_t at = ((uintptr_t)key >> 4) * 0x9e3779b97f4a7c15u >> 20;

	for (size_t i = 0; i < room; i++) {
		struct context *context = table[(at + i) & (room - 1)];

		if (!context || context->key == key)
			return context;
	}
	return NULL;
}

static void put(struct context *context)
{
	size_t at = ((uintptr_t)context->key >> 4) * 0x9e3779b97f4a7c15u >> 20;

	while (table[at & (room - 1)])
		at++;
	table[at & (room - 1)] = context;
}

static void *memory(size_t bytes)
{
	void *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return at == MAP_FAILED ? NULL : at;
}

static bool grow(void)
{
	size_t old_room = room, wanted = room ? room * 2 : 512;
	struct context **old = table, **fresh;

	if (used * 2 < room)
		return true;
	fresh = memory(wanted * sizeof(struct context *));
	if (!fresh)
		return false;
	table = fresh;
	room = wanted;
	for (size_t i = 0; i < old_room; i++)
		if (old[i])
			put(old[i]);
	if (old)
		munmap(old, old_room * sizeof(struct context *));
	return true;
}

static struct context *entry_new(void)
{
	static struct context *stock;
	static size_t left;

	if (!left) {
		left = MC_PAGE * 4 / sizeof(*stock);
		stock = memory(MC_PAGE * 4);
	}
	if (!stock) {
		left = 0;
		return NULL;
	}
	left--;
	return stock++;
}

static struct context *entry_of(const void *key)
{
	struct context *context = grow() ? find(key) : NULL;

	if (context || !room)
		return context;
	context = entry_new();
	if (context) {
		context->key = key;
		put(context);
		used++;
	}
	return context;
}

/* ---- switching ---- */

void mc_context_note(const void *key, uintptr_t *top)
{
	int error = errno;
	struct context *context;

	mc_lock();
	context = entry_of(key);
	if (context) {
		context->area = mc_self;
		context->top = top;
	}
	mc_unlock();
	errno = error;
}

static void note(const ucontext_t *key)
{
	if (mc_self)
		mc_context_note(key, mc_self->block->top);
}

void mc_context_enter(const void *key)
{
	int error = errno;
	struct context *context;
	struct mc_area *area = NULL;
	uintptr_t *top = NULL;

	if (!mc_self)
		return;
	mc_lock();
	context = find(key);
	if (context && context->area) {
		area = context->area;
		top = context->top;
	}
	mc_unlock();
	if (area) {
		mc_thread_switch(area);
		if (top >= area->stack.records && top < area->block->top) {
			mc_busy_begin(area);
			mc_stack_unwind(area, top);
			mc_busy_end(area);
		}
	}
	errno = error;
}

/* A coroutine's area: the one that its stack had before, or a new one. */
static struct mc_area *area_for(const void *stack, size_t size)
{
	struct mc_area *area = NULL;

	mc_lock();
	for (size_t i = 0; i < room && !area; i++)
		if (table[i] && table[i]->stack == stack && table[i]->own != mc_self)
			area = table[i]->own;
	mc_unlock();
	if (!area)
		return mc_area_take(size);
	mc_busy_begin(area);
	mc_stack_unwind(area, area->stack.records);
	mc_busy_end(area);
	return area;
}

/* ---- what the program calls ---- */

static void call(void (*run)(void), const long *a)
{
	((void (*)(long, long, long, long, long, long, long, long))run)(a[0], a[1], a[2], a[3],
									a[4], a[5], a[6], a[7]);
}

/* A function of its own: it may be in another thread that a coroutine ends than it began in, and
 * where a thread's data lie is found but once in a function. */
static __attribute__((noinline)) void end(const ucontext_t *link)
{
	if (mc_self) {
		mc_busy_begin(mc_self);
		mc_stack_unwind(mc_self, mc_self->stack.records);
		mc_busy_end(mc_self);
	}
	if (link)
		mc_context_enter(link);
}

static void begin(unsigned low, unsigned high)
{
	struct context *context = (struct context *)((uintptr_t)high << 32 | low);

	call(context->run, context->arguments);
	end(context->link);
}

MC_HOOK int MC_NAME(getcontext)(ucontext_t *context)
{
	note(context);
	return MC_REAL(getcontext)(context);
}

MC_HOOK int MC_NAME(setcontext)(const ucontext_t *context)
{
	mc_context_enter(context);
	return MC_REAL(setcontext)(context);
}

MC_HOOK int MC_NAME(swapcontext)(ucontext_t *from, const ucontext_t *to)
{
	struct mc_area *area = mc_self;
	int result;

	note(from);
	mc_context_enter(to);
	result = MC_REAL(swapcontext)(from, to);
	if (result != 0 && area) /* nothing was switched */
		mc_thread_switch(area);
	return result;
}

static struct context *prepare(const ucontext_t *key, void (*run)(void), int count)
{
	struct mc_area *area = area_for(key->uc_stack.ss_sp, key->uc_stack.ss_size);
	struct context *context;

	if (!__atomic_exchange_n(&mc_context_any, true, __ATOMIC_RELAXED))
		mc_jump_each(mc_context_note);
	mc_lock();
	context = area ? entry_of(key) : NULL;
	if (context) {
		context->area = context->own = area;
		context->top = NULL;
		context->stack = key->uc_stack.ss_sp;
		context->link = key->uc_link;
		context->run = run;
		context->count = count;
	}
	mc_unlock();
	return context;
}

typedef void with_two(ucontext_t *, void (*)(void), int, ...);

MC_HOOK void MC_NAME(makecontext)(ucontext_t *key, void (*run)(void), int count, ...)
{
	int error = errno;
	struct context *context = mc_self && count <= ARGUMENTS ? prepare(key, run, count) : NULL;
	long arguments[ARGUMENTS] = {0};
	va_list list;

	va_start(list, count);
	for (int i = 0; i < count && i < ARGUMENTS; i++)
		arguments[i] = va_arg(list, long);
	va_end(list);
	errno = error;
	if (context) {
		memcpy(context->arguments, arguments, sizeof(arguments));
		((with_two *)MC_REAL(makecontext))(key, (void (*)(void))begin, 2,
						   (unsigned)(uintptr_t)context,
						   (unsigned)((uintptr_t)context >> 32));
	} else {
		((with_two *)MC_REAL(makecontext))(key, run, count, arguments[0], arguments[1],
						   arguments[2], arguments[3], arguments[4],
						   arguments[5], arguments[6], arguments[7]);
	}
}

void mc_context_each(void (*visit)(struct mc_area *area))
{
	for (size_t i = 0; i < room; i++) {
		if (table[i] && table[i]->area)
			visit(table[i]->area);
		if (table[i] && table[i]->own)
			visit(table[i]->own);
	}
}

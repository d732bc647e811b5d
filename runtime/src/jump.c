/* jump.c - setjmp and longjmp: activations that a jump leaves behind are abandoned.
 *
 * Compiled code relands in a profiled function that called setjmp. When the one who called it is
 * not profiled (or not compiled by us), nobody would; so setjmp notes how high the shadow stack
 * was, in a table of ours: the buffer is not to be written to, callers have smaller ones than its
 * type says. The noting stands in assembly in front of the real function, which must find its
 * caller's frame as it was. Elsewhere than on x86-64 and aarch64 only compiled code relands.
 */
#include "internal.h"
#include "real.h"
#include <setjmp.h>

#if defined(__x86_64__) || defined(__aarch64__)

struct jump {
	uintptr_t buffer;
	uintptr_t stack; /* the caller's stack pointer: a frame below it is dead by now */
	uintptr_t *top;
};

struct jumps {
	size_t count, room;
	struct jump entries[];
};

extern void __longjmp_chk(struct __jmp_buf_tag environment[1], int value) __attribute__((noreturn));
MC_REAL_DECLARE(longjmp)
MC_REAL_DECLARE(_longjmp)
MC_REAL_DECLARE(siglongjmp)
MC_REAL_DECLARE(__longjmp_chk)

static struct jumps *table_with_room(struct mc_area *area)
{
	struct jumps *table = area->jumps, *grown;
	size_t bytes = table ? sizeof(*table) + table->room * sizeof(table->entries[0]) : 0;
	size_t wanted = bytes ? mc_round_page(bytes) * 2 : MC_PAGE;

	if (table && table->count < table->room)
		return table;
	if (wanted > (size_t)1 << 20) { /* stacks that we cannot tell apart: begin anew */
		table->count = 0;
		return table;
	}
	grown = mmap(NULL, wanted, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (grown == MAP_FAILED)
		return NULL;
	grown->room = (wanted - sizeof(*grown)) / sizeof(grown->entries[0]);
	if (table) {
		grown->count = table->count;
		memcpy(grown->entries, table->entries, table->count * sizeof(table->entries[0]));
		munmap(table, mc_round_page(bytes));
	}
	area->jumps = grown;
	return grown;
}

static void note(struct mc_area *area, uintptr_t buffer, uintptr_t stack)
{
	struct jumps *table = table_with_room(area);
	size_t i;

	if (!table)
		return;
	while (table->count && table->entries[table->count - 1].stack < stack)
		table->count--;
	for (i = table->count; i > 0 && table->entries[i - 1].buffer != buffer; i--)
		if (table->entries[i - 1].stack != stack) {
			i = 0;
			break;
		}
	i = i ? i - 1 : table->count++;
	table->entries[i] = (struct jump){buffer, stack, area->block->top};
}

/* Called by the assembly below, with the buffer and its caller's stack pointer. */
__attribute__((used)) static void jump_note(uintptr_t buffer, uintptr_t stack)
{
	int error = errno;
	struct mc_area *area = mc_self;

	if (area && !area->busy) {
		mc_busy_begin(area);
		note(area, buffer, stack);
		mc_busy_end(area);
		if (mc_has_contexts())
			mc_context_note((const void *)buffer, area->block->top);
	}
	errno = error;
}

#ifdef MC_STATIC
#define ENTRY(name) "__wrap_" #name
#else
#define ENTRY(name) #name
#endif

/* Called by the assembly below, which jumps to what it returns. */
#define FIND(name)                                                                                 \
	MC_REAL_DECLARE(name)                                                                      \
	__attribute__((used)) static void *find_##name(void)                                       \
	{                                                                                          \
		return (void *)(uintptr_t)MC_REAL(name);                                           \
	}

/* clang-format off */
#ifdef __x86_64__
#define SETJMP(name)                                                                               \
	FIND(name)                                                                                 \
	__asm__("	.text\n	.weak " ENTRY(name) "\n	.type " ENTRY(name) ", @function\n"        \
		ENTRY(name) ":\n	.cfi_startproc\n	endbr64\n"                         \
		"	pushq %rdi\n	.cfi_adjust_cfa_offset 8\n"                                \
		"	pushq %rsi\n	.cfi_adjust_cfa_offset 8\n"                                \
		"	subq $8, %rsp\n	.cfi_adjust_cfa_offset 8\n"                                \
		"	leaq 32(%rsp), %rsi\n	call jump_note\n	call find_" #name "\n"            \
		"	addq $8, %rsp\n	.cfi_adjust_cfa_offset -8\n"                               \
		"	popq %rsi\n	.cfi_adjust_cfa_offset -8\n"                               \
		"	popq %rdi\n	.cfi_adjust_cfa_offset -8\n"                               \
		"	notrack jmp *%rax\n	.cfi_endproc\n"                                    \
		"	.size " ENTRY(name) ", .-" ENTRY(name) "\n")
#else
#define SETJMP(name)                                                                               \
	FIND(name)                                                                                 \
	__asm__("	.text\n	.weak " ENTRY(name) "\n	.type " ENTRY(name) ", @function\n"        \
		ENTRY(name) ":\n	.cfi_startproc\n	hint #34\n"                        \
		"	stp x29, x30, [sp, #-32]!\n	.cfi_adjust_cfa_offset 32\n"               \
		"	.cfi_rel_offset x29, 0\n	.cfi_rel_offset x30, 8\n"                  \
		"	stp x0, x1, [sp, #16]\n	add x1, sp, #32\n	bl jump_note\n	bl find_" #name "\n" \
		"	mov x16, x0\n	ldp x0, x1, [sp, #16]\n	ldp x29, x30, [sp], #32\n"         \
		"	.cfi_adjust_cfa_offset -32\n	.cfi_restore x29\n	.cfi_restore x30\n"\
		"	br x16\n	.cfi_endproc\n"                                            \
		"	.size " ENTRY(name) ", .-" ENTRY(name) "\n")
#endif
/* clang-format on */

SETJMP(setjmp);
SETJMP(_setjmp);
SETJMP(__sigsetjmp);

void mc_jump_each(void (*visit)(const void *buffer, uintptr_t *top))
{
	struct jumps *table = mc_self ? mc_self->jumps : NULL;

	for (size_t i = 0; table && i < table->count; i++)
		visit((const void *)table->entries[i].buffer, table->entries[i].top);
}

/* The frame that noted `buffer` goes on: all that was opened since is left behind. */
static void leave(const void *buffer)
{
	struct mc_area *area = mc_self;
	struct jumps *table;

	if (!area)
		return;
	if (area->busy)
		mc_stack_repair(area);
	if (mc_has_contexts()) { /* the buffer may be another coroutine's */
		mc_context_enter(buffer);
		area = mc_self;
	}
	table = area->jumps;
	mc_busy_begin(area);
	for (size_t i = table ? table->count : 0; i-- > 0;)
		if (table->entries[i].buffer == (uintptr_t)buffer) {
			uintptr_t *top = table->entries[i].top;

			if (top >= area->stack.records && top < area->block->top)
				mc_stack_unwind(area, top);
			break;
		}
	mc_busy_end(area);
}

MC_HOOK void MC_NAME(longjmp)(struct __jmp_buf_tag environment[1], int value)
{
	leave(environment);
	MC_REAL(longjmp)(environment, value);
	__builtin_unreachable();
}

MC_HOOK void MC_NAME(_longjmp)(struct __jmp_buf_tag environment[1], int value)
{
	leave(environment);
	MC_REAL(_longjmp)(environment, value);
	__builtin_unreachable();
}

MC_HOOK void MC_NAME(siglongjmp)(struct __jmp_buf_tag environment[1], int value)
{
	leave(environment);
	MC_REAL(siglongjmp)(environment, value);
	__builtin_unreachable();
}

MC_HOOK void MC_NAME(__longjmp_chk)(struct __jmp_buf_tag environment[1], int value)
{
	leave(environment);
	MC_REAL(__longjmp_chk)(environment, value);
	__builtin_unreachable();
}
#else
void mc_jump_each(void (*visit)(const void *buffer, uintptr_t *top))
{
	(void)visit;
}
#endif

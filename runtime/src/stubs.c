/* stubs.c - how executables on x86-64 reach __memcc_enter without the compiler knowing of a call.
 *
 * The plugin emits it as assembly, so that a function stays a leaf, keeps its values in registers
 * and its red zone in use. So here every register is kept, the stack is aligned anew, and unwinding
 * works through the frame pointer. __memcc_enter may attach a thread, which calls the C library, so
 * the vector state is kept too.
 */
#include "internal.h"

#ifdef __x86_64__
/* clang-format off */
#define PUSH_ALL                                                                                   \
	"	pushq %rbp\n	.cfi_adjust_cfa_offset 8\n	.cfi_rel_offset %rbp, 0\n"         \
	"	movq %rsp, %rbp\n	.cfi_def_cfa_register %rbp\n"                              \
	"	pushq %rax\n	pushq %rcx\n	pushq %rdx\n	pushq %rsi\n	pushq %rdi\n"      \
	"	pushq %r8\n	pushq %r9\n	pushq %r10\n	pushq %r11\n"
#define POP_ALL                                                                                    \
	"	leaq -72(%rbp), %rsp\n"                                                            \
	"	popq %r11\n	popq %r10\n	popq %r9\n	popq %r8\n"                        \
	"	popq %rdi\n	popq %rsi\n	popq %rdx\n	popq %rcx\n	popq %rax\n"      \
	"	popq %rbp\n	.cfi_def_cfa %rsp, 8\n	.cfi_restore %rbp\n	retq\n"

#define STUB(name, body)                                                                           \
	__asm__("	.text\n	.globl " name "\n	.type " name ", @function\n"               \
		name ":\n	.cfi_startproc\n" PUSH_ALL body POP_ALL                            \
		"	.cfi_endproc\n	.size " name ", .-" name "\n")

/* What cpuid says of the processor; it is asked once, since virtual machines trap it. Never 0 then:
 * bit 0 is set, too. */
__attribute__((visibility("hidden"))) uint32_t mc_stub_features;

/* Room for x87, SSE, AVX and AVX-512 (mask 0xe7), its 64-byte header cleared as xrstor wants. */
STUB(MEMCC_STUB_ENTER_NAME,
     "	pushq %rbx\n	pushq %r12\n"
     "	movl mc_stub_features(%rip), %r12d\n	testl %r12d, %r12d\n	jnz 5f\n"
     "	movl $1, %eax\n	xorl %ecx, %ecx\n	cpuid\n"
     "	orl $1, %ecx\n	movl %ecx, %r12d\n	movl %ecx, mc_stub_features(%rip)\n"
     "5:	subq $4096, %rsp\n	andq $-64, %rsp\n"
     "	btl $27, %r12d\n	jnc 1f\n"
     "	xorl %eax, %eax\n	leaq 512(%rsp), %rdi\n	movl $8, %ecx\n	cld\n	rep stosq\n"
     "	movl $0xe7, %eax\n	xorl %edx, %edx\n	xsave64 (%rsp)\n	jmp 2f\n"
     "1:	fxsave64 (%rsp)\n"
     "2:	movq %r11, %rdi\n	call " "__memcc_enter" "@PLT\n"
     "	btl $27, %r12d\n	jnc 3f\n"
     "	movl $0xe7, %eax\n	xorl %edx, %edx\n	xrstor64 (%rsp)\n	jmp 4f\n"
     "3:	fxrstor64 (%rsp)\n"
     "4:	movq -80(%rbp), %rbx\n	movq -88(%rbp), %r12\n");
/* clang-format on */
#endif

/* module.c - what each instrumented executable or shared object carries: how it announces itself.
 *
 * The driver links this into every shared object it makes (libmemcc_module.a); in executables and
 * in the runtime's own shared object it is part of the runtime. It calls nothing but the runtime.
 */
#define MEMCC_RUNTIME 1
#include "abi.h"

#define HIDDEN __attribute__((visibility("hidden")))

/* 0: the calling thread has no copy of this module's data yet. */
HIDDEN __thread __attribute__((tls_model("initial-exec"))) ptrdiff_t __memcc_delta;

extern char __start_memcc_data[] HIDDEN __attribute__((weak));
extern char __stop_memcc_data[] HIDDEN __attribute__((weak));
extern struct memcc_function *__start_memcc_funcs[] HIDDEN __attribute__((weak));
extern struct memcc_function *__stop_memcc_funcs[] HIDDEN __attribute__((weak));

static ptrdiff_t *delta(void)
{
	return &__memcc_delta;
}

extern HIDDEN struct memcc_module mc_module_own;
HIDDEN struct memcc_module mc_module_own = {
	.abi = MEMCC_ABI_VERSION,
	.data_start = __start_memcc_data,
	.data_stop = __stop_memcc_data,
	.functions_start = __start_memcc_funcs,
	.functions_stop = __stop_memcc_funcs,
	.delta = delta,
};

__attribute__((constructor(101))) static void module_open(void)
{
	__memcc_module_open(&mc_module_own);
}

__attribute__((destructor(101))) static void module_close(void)
{
	__memcc_module_close(&mc_module_own);
}

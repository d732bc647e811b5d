/* sanitizer.c - in a program with a sanitizer its malloc must win; it tells us of each block.
 *
 * Takes the place of hooks.c in libmemcc_rt_nohooks.a, and with untold.c in libmemcc_rt_untold.a.
 * Sizes are those that the program asked for. If the sanitizer offers no such hooks (they are weak
 * here) nothing is charged, and one line says so.
 */
#include "internal.h"

typedef void born_hook(const volatile void *, size_t);
typedef void died_hook(const volatile void *);

extern int __sanitizer_install_malloc_and_free_hooks(born_hook *, died_hook *)
	__attribute__((weak));

__thread struct mc_sanitizer mc_sanitizer;

/* NULL: it is not to be heard now. */
static struct mc_area *listener(void)
{
	if (mc_sanitizer.unheard) {
		mc_sanitizer.told = true;
		return NULL;
	}
	return mc_thread_area();
}

static void born(const volatile void *block, size_t size)
{
	struct mc_area *area = listener();

	if (area && block)
		mc_pools_born(area, (const void *)block, size);
}

static void died(const volatile void *block)
{
	struct mc_area *area = listener();

	if (area && block && !mc_pools_died(area, (const void *)block))
		mc_header->foreign_frees++;
}

void mc_hooks_install(void)
{
	if (!__sanitizer_install_malloc_and_free_hooks ||
	    !__sanitizer_install_malloc_and_free_hooks(born, died))
		mc_diag_line("warning: this sanitizer does not tell of its blocks;",
			     " occurrences are counted, memory is not", NULL);
}

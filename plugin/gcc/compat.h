/* compat.h - GCC's headers, and the only place that knows GCC versions (11, 12). */
#ifndef MEMCC_GCC_COMPAT_H
#define MEMCC_GCC_COMPAT_H

#include <string>
#include <vector>

#include "gcc-plugin.h"
#include "plugin-version.h"
#include "tree.h"
#include "builtins.h"
#include "c-family/c-common.h"
#include "tree-iterator.h"
#include "gimple.h"
#include "ssa.h"
#include "gimple-iterator.h"
#include "predict.h"
#include "sreal.h"
#include "gimple-predict.h"
#include "gimplify.h"
#include "gimple-pretty-print.h"
#include "context.h"
#include "tree-pass.h"
#include "cfg.h"
#include "cfganal.h"
#include "cfgloop.h"
#include "cfghooks.h"
#include "tree-cfg.h"
#include "dominance.h"
#include "cgraph.h"
#include "varasm.h"
#include "output.h"
#include "stringpool.h"
#include "attribs.h"
#include "diagnostic.h"
#include "langhooks.h"
#include "fold-const.h"
#include "stor-layout.h"
#include "toplev.h"
#include "opts.h"
#include "options.h"
#include "target.h"
#include "file-prefix-map.h"
#include "except.h"
#include "tree-eh.h"
#include "tree-into-ssa.h"
#include "tree-nested.h"

/* Absent in lto1, or named otherwise in the next GCC: must not be needed to load the plugin, which
 * could then not say what is wrong. */
__asm__(".weak _Z26register_scoped_attributesPK14attribute_specPKc");
__asm__(".weak _Z26register_scoped_attributesPK14attribute_specPKcb");
__asm__(".weak cxx_dialect");
__asm__(".weak flag_hosted");
__asm__(".weak module_kind");
__asm__(".weak parse_in");
__asm__(".weak _Z14decl_as_stringP9tree_nodei");
__asm__(".weak _Z21most_general_templateP9tree_node");
__asm__(".weak _Z23coro_get_actor_functionP9tree_node");
__asm__(".weak _Z22coro_get_ramp_functionP9tree_node");
__asm__(".weak in_fnames");
__asm__(".weak pch_file");
__asm__(".weak _Z17cpp_get_callbacksP10cpp_reader");
__asm__(".weak _Z15cpp_get_optionsP10cpp_reader");
__asm__(".weak _Z17cpp_create_reader6c_langP2htP9line_maps");
__asm__(".weak _Z11cpp_destroyP10cpp_reader");
__asm__(".weak _Z15cpp_push_bufferP10cpp_readerPKhmi");
__asm__(".weak _Z27cpp_get_token_with_locationP10cpp_readerPj");

/* What the options are now is what attributes and pragmas change and go back to. */
static inline void compat_options_changed(void)
{
	optimization_default_node = build_optimization_node(&global_options, &global_options_set);
	optimization_current_node = optimization_default_node;
}

/* In GCC 12 __attribute__((optimize)) sets this anew, unless the command line did. */
static inline void compat_keep_markers(void)
{
	debug_nonbind_markers_p = 1;
#if GCCPLUGIN_VERSION_MAJOR >= 12
	global_options_set.x_debug_nonbind_markers_p = 1;
	compat_options_changed();
#endif
}

#if GCCPLUGIN_VERSION_MAJOR < 11 || GCCPLUGIN_VERSION_MAJOR > 12
#error "memcc: the GCC plugin is written for GCC 11 and 12"
#endif

#endif

/* objects.cc - see objects.h. Trees that live from one function to the next are rooted, or the
 * garbage collector would take them. Arrays are made with a size that is only known at the end:
 * their types are replaced in finish(), before anything looks at them. */
#include "objects.h"

#include "abi.h"

#include <string.h>

/* config/i386/i386.h: the named address space of %gs */
#define SEGMENT_SPACE 2

namespace
{

enum cached { RECORD_TYPE_, THREAD, SELF, DELTA, ABI_SYMBOL, FIRST_CALL, CACHED = FIRST_CALL + 16 };
tree cache[CACHED];
unsigned serial;

struct call_name {
	const char *name;
};
#define P 1
#define V 0
#define CALL(name, result, parameters) {#name},
const call_name call_names[] = {MEMCC_CALL_LIST(CALL)};
#undef CALL
#undef P
#undef V

const ggc_root_tab roots[] = {
	{cache, CACHED, sizeof cache[0], &gt_ggc_mx_tree_node, &gt_pch_nx_tree_node},
	LAST_GGC_ROOT_TAB};

void root_once(void)
{
	static bool done;
	if (!done)
		register_callback("memcc", PLUGIN_REGISTER_GGC_ROOTS, NULL, (void *)roots);
	done = true;
}

tree word_type(void)
{
	return long_unsigned_type_node;
}

bool machine_has_segment(void)
{
#if defined(__x86_64__)
	return POINTER_SIZE == 64;
#else
	return false;
#endif
}

tree in_segment(tree type, bool segment)
{
	return segment ? build_qualified_type(type, ENCODE_QUAL_ADDR_SPACE(SEGMENT_SPACE)) : type;
}

tree array_of(tree element, unsigned count)
{
	return build_array_type(element, build_index_type(size_int(count ? count - 1 : 0)));
}

tree external(const char *name, tree type, bool hidden)
{
	tree decl = build_decl(UNKNOWN_LOCATION, VAR_DECL, get_identifier(name), type);
	TREE_PUBLIC(decl) = 1;
	DECL_EXTERNAL(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	TREE_USED(decl) = 1;
	TREE_ADDRESSABLE(decl) = 1;
	if (hidden) {
		DECL_VISIBILITY(decl) = VISIBILITY_HIDDEN;
		DECL_VISIBILITY_SPECIFIED(decl) = 1;
	}
	return decl;
}

tree thread_local_(const char *name, tree type, bool hidden)
{
	tree decl = external(name, type, hidden);
	set_decl_tls_model(decl, TLS_MODEL_INITIAL_EXEC);
	return decl;
}

tree static_object(const char *prefix, tree type, const char *section)
{
	char name[64];
	snprintf(name, sizeof name, "%s.%u", prefix, serial);
	tree decl = build_decl(UNKNOWN_LOCATION, VAR_DECL, get_identifier(name), type);
	TREE_STATIC(decl) = 1;
	TREE_USED(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	DECL_IGNORED_P(decl) = 1;
	DECL_PRESERVE_P(decl) = 1;
	TREE_ADDRESSABLE(decl) = 1;
	if (section)
		set_decl_section_name(decl, section);
	return decl;
}

void align(tree decl, unsigned bits)
{
	SET_DECL_ALIGN(decl, bits);
	DECL_USER_ALIGN(decl) = 1;
}

tree thread_object(void)
{
	if (!cache[THREAD])
		cache[THREAD] = external("__memcc_thread",
					 array_of(in_segment(ptr_type_node, true), 2), true);
	return cache[THREAD];
}

/* struct memcc_function, field by field as abi.h has it. */
tree record_type(void)
{
	if (cache[RECORD_TYPE_])
		return cache[RECORD_TYPE_];
	static const struct {
		const char *name;
		int kind; /* 0 uint32_t, 1 pointer, 2 uint64_t, 3 uint16_t */
	} fields[] = {{"abi", 3},
		      {"flags", 3},
		      {"entered", 0},
		      {"description", 1},
		      {"description_size", 2},
		      {"counters", 1},
		      {"counter_count", 2},
		      {"points", 1},
		      {"point_words", 2},
		      {"abi_symbol", 1}};
	tree type = make_node(RECORD_TYPE), chain = NULL_TREE;
	for (auto &f : fields) {
		tree kinds[] = {uint32_type_node, ptr_type_node, word_type(), uint16_type_node};
		tree t = kinds[f.kind];
		tree field = build_decl(UNKNOWN_LOCATION, FIELD_DECL, get_identifier(f.name), t);
		DECL_CHAIN(field) = chain;
		chain = field;
	}
	finish_builtin_struct(type, "memcc_function", chain, NULL_TREE);
	gcc_assert(tree_to_uhwi(TYPE_SIZE_UNIT(type)) == sizeof(struct memcc_function));
	cache[RECORD_TYPE_] = type;
	return type;
}

tree address_as(tree pointer_type, tree object)
{
	return build1(ADDR_EXPR, pointer_type, object);
}

} // namespace

objects::objects(tree function) : function(function)
{
	root_once();
	serial++;
	/* Sanitizers would take %gs:counter for the address of `counter`, and see races in it. */
	segment = machine_has_segment() && (!flag_pic || flag_pie) &&
		  !(flag_sanitize & (SANITIZE_ADDRESS | SANITIZE_THREAD));
	/* Sizes are corrected in finish(). */
	counters = static_object("__memcc_counters",
				 array_of(in_segment(word_type(), segment), 1 << 20),
				 MEMCC_DATA_SECTION);
	points =
		static_object("__memcc_points", array_of(word_type(), 1 << 20), MEMCC_DATA_SECTION);
	align(counters, 64);
	align(points, 128);
	descriptor = static_object("__memcc_function", record_type(), NULL);
	if (!segment) {
		self = create_tmp_var(ptr_type_node, "memcc_self");
		delta = create_tmp_var(sizetype, "memcc_delta");
	}
}

tree objects::thread_word(unsigned index)
{
	if (segment)
		return build4(ARRAY_REF, in_segment(ptr_type_node, true), thread_object(),
			      size_int(index), NULL_TREE, NULL_TREE);
	return build2(MEM_REF, ptr_type_node, self,
		      build_int_cst(build_pointer_type(ptr_type_node), index * 8));
}

bool objects::prologue(gimple_seq *seq)
{
	if (segment)
		return false;
	if (!cache[SELF])
		cache[SELF] = thread_local_("__memcc_self", ptr_type_node, false);
	if (!cache[DELTA])
		cache[DELTA] = thread_local_("__memcc_delta", sizetype, true);
	gimple_seq_add_stmt(seq, gimple_build_assign(self, cache[SELF]));
	gimple_seq_add_stmt(seq, gimple_build_assign(delta, cache[DELTA]));
	return true;
}

tree objects::counter_reference(gimple_seq *seq, unsigned index)
{
	if (segment)
		return build4(ARRAY_REF, in_segment(word_type(), true), counters, size_int(index),
			      NULL_TREE, NULL_TREE);
	/* As integers: a pointer into the array would be held to the array's bounds. */
	tree element =
		build4(ARRAY_REF, word_type(), counters, size_int(index), NULL_TREE, NULL_TREE);
	tree at = create_tmp_var(sizetype), there = create_tmp_var(sizetype);
	tree p = create_tmp_var(build_pointer_type(word_type()));
	tree address = create_tmp_var(ptr_type_node);
	gimple_seq_add_stmt(seq, gimple_build_assign(address, address_as(ptr_type_node, element)));
	gimple_seq_add_stmt(seq, gimple_build_assign(at, NOP_EXPR, address));
	gimple_seq_add_stmt(seq, gimple_build_assign(there, PLUS_EXPR, at, delta));
	gimple_seq_add_stmt(seq, gimple_build_assign(p, NOP_EXPR, there));
	return build2(MEM_REF, word_type(), p, build_int_cst(TREE_TYPE(p), 0));
}

tree objects::add_to_counter(gimple_seq *seq, unsigned index)
{
	tree reference = counter_reference(seq, index);
	tree old = create_tmp_var(word_type()), sum = create_tmp_var(word_type());
	gimple_seq_add_stmt(seq, gimple_build_assign(old, unshare_expr(reference)));
	gimple_seq_add_stmt(
		seq, gimple_build_assign(sum, PLUS_EXPR, old, build_int_cst(word_type(), 1)));
	gimple_seq_add_stmt(seq, gimple_build_assign(unshare_expr(reference), sum));
	return sum;
}

tree objects::load_top(gimple_seq *seq)
{
	tree t = create_tmp_var(ptr_type_node, "memcc_top");
	gimple_seq_add_stmt(seq, gimple_build_assign(t, thread_word(0)));
	return t;
}

void objects::store_top(gimple_seq *seq, tree value)
{
	gimple_seq_add_stmt(seq, gimple_build_assign(thread_word(0), value));
}

tree objects::point_address(unsigned word)
{
	tree offset = build_int_cst(build_pointer_type(word_type()), word * 8);
	return address_as(ptr_type_node,
			  build2(MEM_REF, char_type_node,
				 address_as(build_pointer_type(TREE_TYPE(points)), points),
				 offset));
}

tree objects::counter_address(unsigned index)
{
	return address_as(ptr_type_node, build4(ARRAY_REF, TREE_TYPE(TREE_TYPE(counters)), counters,
						size_int(index), NULL_TREE, NULL_TREE));
}

void objects::store_point(gimple_seq *seq, unsigned word)
{
	tree top = load_top(seq);
	tree slot = build2(MEM_REF, ptr_type_node, top, build_int_cst(ptr_type_node, 0));
	gimple_seq_add_stmt(seq, gimple_build_assign(slot, point_address(word)));
}

void objects::store_variant(gimple_seq *seq, unsigned variant)
{
	tree top = load_top(seq);
	tree slot = build2(MEM_REF, short_unsigned_type_node, top,
			   build_int_cst(ptr_type_node, MEMCC_POINT_VARIANT_BYTE));
	gimple_seq_add_stmt(
		seq, gimple_build_assign(slot, build_int_cst(short_unsigned_type_node, variant)));
}

tree objects::function_address(void)
{
	return address_as(ptr_type_node, descriptor);
}

tree objects::load_entered(gimple_seq *seq)
{
	tree t = create_tmp_var(uint32_type_node, "memcc_entered");
	tree field = build2(
		MEM_REF, uint32_type_node, function_address(),
		build_int_cst(build_pointer_type(uint32_type_node), MEMCC_FUNCTION_ENTERED_OFFSET));
	gimple_seq_add_stmt(seq, gimple_build_assign(t, field));
	return t;
}

gcall *objects::call(const char *name, tree first, tree second)
{
	unsigned n = 0;
	while (strcmp(call_names[n].name, name))
		n++;
	tree *decl = &cache[FIRST_CALL + n];
	if (!*decl) {
		tree type =
			second  ? build_function_type_list(void_type_node, ptr_type_node,
							   ptr_type_node, NULL_TREE)
			: first ? build_function_type_list(void_type_node, ptr_type_node, NULL_TREE)
				: build_function_type_list(void_type_node, NULL_TREE);
		*decl = build_fn_decl(name, type);
		DECL_ARTIFICIAL(*decl) = 1;
		TREE_NOTHROW(*decl) = 1;
		/* leaf: must not end its block in functions that call setjmp. */
		DECL_ATTRIBUTES(*decl) =
			tree_cons(get_identifier("cold"), NULL_TREE,
				  tree_cons(get_identifier("leaf"), NULL_TREE, NULL_TREE));
	}
	if (second)
		return gimple_build_call(*decl, 2, first, second);
	return first ? gimple_build_call(*decl, 1, first) : gimple_build_call(*decl, 0);
}

static tree asm_string(const char *text)
{
	return build_string(strlen(text), text);
}

static tree asm_list(tree purpose, tree value)
{
	return tree_cons(purpose, value, NULL_TREE);
}

/* Not a call to the compiler's eyes: the 128 bytes below the stack pointer may be in use. */
static void stub_call(gimple_seq *seq, const char *text, tree input)
{
	vec<tree, va_gc> *inputs = NULL, *clobbers = NULL;
	if (input)
		vec_safe_push(inputs, asm_list(asm_list(NULL_TREE, asm_string("m")), input));
	vec_safe_push(clobbers, asm_list(NULL_TREE, asm_string("memory")));
	vec_safe_push(clobbers, asm_list(NULL_TREE, asm_string("cc")));
	if (input)
		vec_safe_push(clobbers, asm_list(NULL_TREE, asm_string("r11")));
	gasm *stmt = gimple_build_asm_vec(text, inputs, NULL, clobbers, NULL);
	gimple_asm_set_volatile(stmt, true);
	gimple_asm_set_inline(stmt, true); /* to the inliner it is one instruction */
	gimple_seq_add_stmt(seq, gimple_build_predict(PRED_COLD_LABEL, NOT_TAKEN));
	gimple_seq_add_stmt(seq, stmt);
}

void objects::cold_enter(gimple_seq *seq)
{
	if (segment)
		stub_call(seq,
			  "leaq\t%0, %%r11\n\tleaq\t-128(%%rsp), %%rsp\n\t"
			  "call\t" MEMCC_STUB_ENTER_NAME "\n\tleaq\t128(%%rsp), %%rsp",
			  descriptor);
	else
		gimple_seq_add_stmt(seq, call("__memcc_enter", function_address()));
}

static void resize(tree array, unsigned count)
{
	tree element = TREE_TYPE(TREE_TYPE(array));
	TREE_TYPE(array) = array_of(element, count);
	DECL_SIZE(array) = NULL_TREE;
	DECL_SIZE_UNIT(array) = NULL_TREE;
	SET_DECL_MODE(array, VOIDmode);
	unsigned alignment = DECL_ALIGN(array);
	layout_decl(array, 0);
	align(array, alignment);
}

static tree description_object(const unsigned char *bytes, size_t size)
{
	tree type = array_of(unsigned_char_type_node, size);
	tree decl = static_object("__memcc_description", type, NULL);
	TREE_READONLY(decl) = 1;
	tree text = build_string(size, (const char *)bytes);
	TREE_TYPE(text) = type;
	DECL_INITIAL(decl) = text;
	varpool_node::finalize_decl(decl);
	return decl;
}

void objects::finish(unsigned counter_count, bool entry_counter, unsigned point_words,
		     const unsigned char *bytes, size_t size)
{
	resize(counters, counter_count);
	if (entry_counter) {
		vec<constructor_elt, va_gc> *first = NULL;
		tree element = TREE_TYPE(TREE_TYPE(counters));
		CONSTRUCTOR_APPEND_ELT(first, size_int(0), build_int_cst(element, -1));
		DECL_INITIAL(counters) = build_constructor(TREE_TYPE(counters), first);
		TREE_STATIC(DECL_INITIAL(counters)) = 1;
	}
	resize(points, point_words);
	varpool_node::finalize_decl(counters);
	varpool_node::finalize_decl(points);
	if (!cache[ABI_SYMBOL])
		cache[ABI_SYMBOL] = external(MEMCC_ABI_SYMBOL_NAME, unsigned_char_type_node, false);

	tree values[] = {
		build_int_cst(uint16_type_node, MEMCC_ABI_VERSION),
		build_int_cst(uint16_type_node, entry_counter ? MEMCC_FUNCTION_ENTRY_COUNTER : 0),
		build_int_cst(uint32_type_node, 0),
		address_as(ptr_type_node, description_object(bytes, size)),
		build_int_cst(word_type(), size),
		address_as(ptr_type_node, counters),
		build_int_cst(word_type(), counter_count),
		address_as(ptr_type_node, points),
		build_int_cst(word_type(), point_words),
		address_as(ptr_type_node, cache[ABI_SYMBOL])};
	vec<constructor_elt, va_gc> *fields = NULL;
	unsigned n = 0;
	for (tree f = TYPE_FIELDS(record_type()); f; f = DECL_CHAIN(f))
		CONSTRUCTOR_APPEND_ELT(fields, f, values[n++]);
	DECL_INITIAL(descriptor) = build_constructor(record_type(), fields);
	TREE_STATIC(DECL_INITIAL(descriptor)) = 1;
	varpool_node::finalize_decl(descriptor);

	tree pointer = static_object("__memcc_pointer", ptr_type_node, MEMCC_FUNCS_SECTION);
	align(pointer, 64);
	DECL_INITIAL(pointer) = function_address();
	varpool_node::finalize_decl(pointer);
}

/* objects.cc - see objects.h. Trees that live from one function to the next are rooted, or the
 * garbage collector would take them. Arrays are made with a size that is only known at the end:
 * their types are replaced in finish(), before anything looks at them. */
#include "objects.h"

#include "abi.h"

#include <string.h>

/* config/i386/i386-protos.h: the named address space of %gs. Which machine is compiled for is said
 * by the compiler's headers (i386.h), not by the machine that it runs on. */
#define SEGMENT_SPACE 2
#ifdef DEFAULT_TLS_SEG_REG
/* Addresses of 64 bits in an instruction (-mcmodel=large without -fpie) lose their segment. */
#define MACHINE_HAS_SEGMENT (POINTER_SIZE == 64 && ix86_cmodel != CM_LARGE)
#else
#define MACHINE_HAS_SEGMENT false
#endif

namespace
{

enum cached { RECORD_TYPE_, THREAD, SELF, DELTA, ABI_SYMBOL, FIRST_CALL, CACHED = FIRST_CALL + 16 };
tree cache[CACHED];
std::vector<objects> finished;

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

/* A variable for one value, whatever form the function is in. */
tree fresh(tree type, const char *name = NULL)
{
	if (cfun && gimple_in_ssa_p(cfun))
		return make_temp_ssa_name(type, NULL, name ? name : "memcc");
	return create_tmp_var(type, name);
}

tree static_object(const char *prefix, unsigned serial, tree type, const char *section)
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
		/* Its first word alone: the address of an array's element would be put into a
		 * register, and kept in one where those are short. */
		cache[THREAD] = external("__memcc_thread", in_segment(ptr_type_node, true), true);
	DECL_NONALIASED(cache[THREAD]) = 1;
	varpool_node::get_create(cache[THREAD]); /* unused, it would not have one */
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

/* Where the declaration of one of the runtime's functions is kept; null there: not called yet. */
tree *call_declaration(const char *name)
{
	unsigned n = 0;
	while (strcmp(call_names[n].name, name))
		n++;
	return &cache[FIRST_CALL + n];
}

tree address_as(tree pointer_type, tree object)
{
	return build1(ADDR_EXPR, pointer_type, object);
}

} // namespace

/* Internal functions that mean nothing with such arguments. Orders do not touch the program's
 * variables; only, a function must not be taken for a pure one, whose calls can be dropped. */
static internal_fn order_function(order_kind kind)
{
	return kind == ORDER_ENTER ? IFN_FALLTHROUGH : IFN_LAUNDER;
}

gimple *order_build(const order &o)
{
	return gimple_build_call_internal(order_function(o.kind), 3,
					  build_int_cst(unsigned_type_node, o.kind),
					  build_int_cst(unsigned_type_node, o.function),
					  build_int_cst(unsigned_type_node, o.index));
}

bool order_read(const gimple *stmt, order *o)
{
	if (!gimple_call_internal_p(stmt) || gimple_call_num_args(stmt) != 3 ||
	    (gimple_call_internal_fn(stmt) != IFN_LAUNDER &&
	     gimple_call_internal_fn(stmt) != IFN_FALLTHROUGH))
		return false;
	unsigned words[3];
	for (unsigned n = 0; n < 3; n++)
		words[n] = tree_to_uhwi(gimple_call_arg(stmt, n));
	*o = {(order_kind)words[0], words[1], words[2]};
	return true;
}

bool order_is(const gimple *stmt, order_kind kind)
{
	order o;
	return order_read(stmt, &o) && o.kind == kind;
}

objects::objects(tree function) : function(function), serial(finished.size())
{
	root_once();
	/* Sanitizers would take %gs:counter for the address of `counter`, and see races in it. */
	segment = MACHINE_HAS_SEGMENT && (!flag_pic || flag_pie) &&
		  !(flag_sanitize & (SANITIZE_ADDRESS | SANITIZE_THREAD));
	/* Sizes are corrected in finish(). */
	counters = static_object("__memcc_counters", serial,
				 array_of(in_segment(word_type(), segment), 1 << 20),
				 MEMCC_DATA_SECTION);
	points = static_object("__memcc_points", serial, array_of(word_type(), 1 << 20),
			       MEMCC_DATA_SECTION);
	/* No pointer of the program's leads here. */
	DECL_NONALIASED(counters) = 1;
	align(counters, 64);
	align(points, 128);
	descriptor = static_object("__memcc_function", serial, record_type(), NULL);
	if (!segment) {
		self = create_tmp_var(ptr_type_node, "memcc_self");
		delta = create_tmp_var(sizetype, "memcc_delta");
	}
}

tree objects::thread_word(void)
{
	if (segment)
		return thread_object();
	return build2(MEM_REF, ptr_type_node, self,
		      build_int_cst(build_pointer_type(ptr_type_node), 0));
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
	if (segment) {
		/* Of no known size, so that it might trap: a counter is kept in a register
		 * throughout a loop if each iteration adds to it, but not, with a flag beside it
		 * and a test after it, if some do. */
		tree element = in_segment(word_type(), true);
		tree array = build2(MEM_REF, build_array_type(element, NULL_TREE),
				    address_as(build_pointer_type(TREE_TYPE(counters)), counters),
				    build_int_cst(build_pointer_type(element), 0));
		return build4(ARRAY_REF, element, array, size_int(index), NULL_TREE, NULL_TREE);
	}
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

bool objects::defer(void)
{
	return deferring = segment && optimize && !flag_generate_lto && !flag_generate_offload;
}

objects *objects::of(unsigned serial)
{
	return serial < finished.size() ? &finished[serial] : NULL;
}

bool objects::uses_thread(gimple *stmt)
{
	auto is_thread = [](tree t) { return t && get_base_address(t) == cache[THREAD]; };
	return cache[THREAD] && gimple_assign_single_p(stmt) &&
	       (is_thread(gimple_assign_lhs(stmt)) || is_thread(gimple_assign_rhs1(stmt)));
}

bool objects::is_reland(const gimple *stmt)
{
	tree decl = is_gimple_call(stmt) ? gimple_call_fndecl(stmt) : NULL_TREE;
	return decl && decl == *call_declaration("__memcc_reland");
}

bool objects::put_order(gimple_seq *seq, order_kind kind, unsigned index, tree result)
{
	if (!deferring)
		return false;
	gimple *stmt = order_build({kind, serial, index});
	gimple_call_set_lhs(stmt, result);
	gimple_seq_add_stmt(seq, stmt);
	return true;
}

void objects::count(gimple_seq *seq, unsigned index)
{
	if (!put_order(seq, ORDER_COUNT, index))
		add_to_counter(seq, index);
}

void objects::order_enter(gimple_seq *seq)
{
	put_order(seq, ORDER_ENTER, 0);
}

static tree asm_string(const char *text)
{
	return build_string(strlen(text), text);
}

static tree asm_list(tree purpose, tree value)
{
	return tree_cons(purpose, value, NULL_TREE);
}

void objects::move_top(gimple_seq *seq, int by)
{
	if (segment && gimple_in_ssa_p(cfun)) {
		vec<tree, va_gc> *in = NULL, *out = NULL, *clobbers = NULL;
		vec_safe_push(out, asm_list(asm_list(NULL_TREE, asm_string("=m")), thread_word()));
		vec_safe_push(in, asm_list(asm_list(NULL_TREE, asm_string("m")), thread_word()));
		vec_safe_push(in, asm_list(asm_list(NULL_TREE, asm_string("i")),
					   build_int_cst(long_integer_type_node, by)));
		vec_safe_push(clobbers, asm_list(NULL_TREE, asm_string("cc")));
		gasm *stmt = gimple_build_asm_vec("addq\t%2, %0", in, out, clobbers, NULL);
		gimple_asm_set_inline(stmt, true);
		gimple_asm_set_volatile(stmt, true);
		gimple_seq_add_stmt(seq, stmt);
		return;
	}
	tree top = load_top(seq);
	tree next = fresh(ptr_type_node, "memcc_top");
	gimple_seq_add_stmt(seq, gimple_build_assign(next, POINTER_PLUS_EXPR, top, size_int(by)));
	store_top(seq, next);
}

void objects::push(gimple_seq *seq, tree record)
{
	if (put_order(seq, ORDER_PUSH, 0, record))
		return;
	move_top(seq, 8);
	if (record)
		keep_top(seq, record);
}

void objects::pop(gimple_seq *seq)
{
	if (!put_order(seq, ORDER_POP, 0))
		move_top(seq, -8);
}

tree objects::add_to_counter(gimple_seq *seq, unsigned index)
{
	tree reference = counter_reference(seq, index);
	tree old = fresh(word_type()), sum = fresh(word_type());
	gimple_seq_add_stmt(seq, gimple_build_assign(old, unshare_expr(reference)));
	gimple_seq_add_stmt(
		seq, gimple_build_assign(sum, PLUS_EXPR, old, build_int_cst(word_type(), 1)));
	gimple_seq_add_stmt(seq, gimple_build_assign(unshare_expr(reference), sum));
	return sum;
}

void objects::read_top(gimple_seq *seq, tree variable)
{
	gimple_seq_add_stmt(seq, gimple_build_assign(variable, thread_object()));
}

void objects::keep_top(gimple_seq *seq, tree variable)
{
	gimple_seq_add_stmt(seq, gimple_build_assign(variable, thread_word()));
}

tree objects::load_top(gimple_seq *seq)
{
	tree t = fresh(ptr_type_node, "memcc_top");
	if (!put_order(seq, ORDER_TOP, 0, t))
		keep_top(seq, t);
	return t;
}

void objects::store_top(gimple_seq *seq, tree value)
{
	gimple_seq_add_stmt(seq, gimple_build_assign(thread_word(), value));
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

/* Volatile, so that stores to neighbouring records are not made one of a vector, which would have
 * to be put together, somewhere, first. */
void objects::store_record(gimple_seq *seq, tree type, unsigned offset, tree value)
{
	tree top = load_top(seq);
	tree slot = build2(MEM_REF, build_qualified_type(type, TYPE_QUAL_VOLATILE), top,
			   build_int_cst(ptr_type_node, offset));
	TREE_THIS_VOLATILE(slot) = 1;
	TREE_SIDE_EFFECTS(slot) = 1;
	gimple_seq_add_stmt(seq, gimple_build_assign(slot, value));
}

void objects::store_point(gimple_seq *seq, unsigned word)
{
	if (put_order(seq, ORDER_POINT, word))
		return;
	store_record(seq, ptr_type_node, 0, point_address(word));
}

void objects::store_variant(gimple_seq *seq, unsigned variant)
{
	if (put_order(seq, ORDER_VARIANT, variant))
		return;
	store_record(seq, short_unsigned_type_node, MEMCC_POINT_VARIANT_BYTE,
		     build_int_cst(short_unsigned_type_node, variant));
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
	tree *decl = call_declaration(name);
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

static tree description_object(unsigned serial, const unsigned char *bytes, size_t size)
{
	tree type = array_of(unsigned_char_type_node, size);
	tree decl = static_object("__memcc_description", serial, type, NULL);
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
		address_as(ptr_type_node, description_object(serial, bytes, size)),
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

	/* A linker that collects garbage need not take the section's ends for references to it. */
	tree pointer = static_object("__memcc_pointer", serial, ptr_type_node, MEMCC_FUNCS_SECTION);
	DECL_ATTRIBUTES(pointer) = tree_cons(get_identifier("retain"), NULL_TREE, NULL_TREE);
	align(pointer, 64);
	DECL_INITIAL(pointer) = function_address();
	varpool_node::finalize_decl(pointer);
	deferring = false;
	finished.push_back(*this);
}

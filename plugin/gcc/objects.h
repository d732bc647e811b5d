/* objects.h - what emitted code refers to: per function its counters, points and descriptor, per
 * unit the thread's block and the runtime's functions; and how per-thread data is addressed
 * (abi.h).
 */
#ifndef MEMCC_GCC_OBJECTS_H
#define MEMCC_GCC_OBJECTS_H
#include "compat.h"

/* What is put into a body early and becomes code only once functions have been inlined: until
 * then it is a call of one of the compiler's internal functions, which costs nothing in the
 * inliner's estimates. See lower.cc. */
enum order_kind {
	ORDER_ENTER,
	ORDER_COUNT,
	ORDER_PUSH,
	ORDER_POP,
	ORDER_POINT,
	ORDER_VARIANT,
	ORDER_TOP /* reads where the innermost record is */
};

struct order {
	order_kind kind;
	unsigned function; /* objects::of() */
	unsigned index;    /* of the counter, the point's word, the variant */
};

gimple *order_build(const order &o);
/* Whether the statement is an order, and which. */
bool order_read(const gimple *stmt, order *o);
bool order_is(const gimple *stmt, order_kind kind);
/* The variable in which a PUSH keeps its record's address, or TOP what it reads; or null. */
inline tree order_record(const gimple *stmt)
{
	return gimple_call_lhs(stmt);
}

/* Builds statements for one function. All access to counters, points and the thread's block goes
 * through here, so that only this class knows about %gs and thread-local displacements. */
class objects
{
      public:
	explicit objects(tree function);
	/* Whether a statement reads or writes the thread's block. */
	static bool uses_thread(gimple *stmt);
	/* What becomes of TOP. */
	static void read_top(gimple_seq *seq, tree variable);
	/* Whether it takes up an activation's own record again. */
	static bool is_reland(const gimple *stmt);
	/* Those of a function that was finished before, by an order's `function`. */
	static objects *of(unsigned serial);

	/* Whether what is put in from here on are orders. */
	bool defer(void);
	bool deferred(void) const
	{
		return deferring;
	}

	/* Starts the function's code: loads displacements when there is no segment. Returns true if
	 * `delta` must be checked (0: attach). */
	bool prologue(gimple_seq *seq);
	tree delta_variable(void) const
	{
		return delta;
	}

	void count(gimple_seq *seq, unsigned index);
	/* `record`: the variable that keeps where the new record is, or null. */
	void push(gimple_seq *seq, tree record);
	void pop(gimple_seq *seq);
	/* `*top = &points[word]`, and its further variants: a 16-bit store over the record's end.
	 */
	void store_point(gimple_seq *seq, unsigned word);
	void store_variant(gimple_seq *seq, unsigned variant);
	/* Order only: the first counter, and the cold call when that makes it 0. */
	void order_enter(gimple_seq *seq);

	tree load_top(gimple_seq *seq);
	void store_top(gimple_seq *seq, tree value);

	/* What is never an order. Returns the sum. */
	tree add_to_counter(gimple_seq *seq, unsigned index);
	tree point_address(unsigned word);
	tree counter_address(unsigned index);
	tree load_entered(gimple_seq *seq);
	/* The cold call at a function's start: with %gs, through a stub that keeps the registers,
	 * so that a leaf function stays one; else a plain call. */
	void cold_enter(gimple_seq *seq);
	gcall *call(const char *name, tree argument = NULL_TREE, tree second = NULL_TREE);
	tree function_address(void);

	/* Gives the arrays their final sizes and emits the descriptor. */
	void finish(unsigned counters, bool entry_counter, unsigned point_words,
		    const unsigned char *description, size_t description_size);

      private:
	tree function;
	unsigned serial;
	bool segment; /* %gs holds the displacement */
	bool deferring = false;
	tree counters, points, descriptor;
	tree delta = NULL_TREE, self = NULL_TREE;
	tree counter_reference(gimple_seq *seq, unsigned index);
	tree thread_word(void);
	void keep_top(gimple_seq *seq, tree variable);
	void store_record(gimple_seq *seq, tree type, unsigned offset, tree value);
	void move_top(gimple_seq *seq, int by);
	/* `result`: the variable for what the order gives. */
	bool put_order(gimple_seq *seq, order_kind kind, unsigned index, tree result = NULL_TREE);
};

#endif

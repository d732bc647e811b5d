/* objects.h - what emitted code refers to: per function its counters, points and descriptor, per
 * unit the thread's block and the runtime's functions; and how per-thread data is addressed
 * (abi.h).
 */
#ifndef MEMCC_GCC_OBJECTS_H
#define MEMCC_GCC_OBJECTS_H
#include "compat.h"

/* Builds statements for one function. All access to counters, points and the thread's block goes
 * through here, so that only this class knows about %gs and thread-local displacements. */
class objects
{
      public:
	explicit objects(tree function);

	/* Starts the function's code: loads displacements when there is no segment. Returns true if
	 * `delta` must be checked (0: attach). */
	bool prologue(gimple_seq *seq);
	tree delta_variable(void) const
	{
		return delta;
	}

	/* Returns the sum. */
	tree add_to_counter(gimple_seq *seq, unsigned index);
	tree load_top(gimple_seq *seq);
	void store_top(gimple_seq *seq, tree value);
	/* `*top = &points[word]`, and its further variants: a 16-bit store over the record's end.
	 */
	void store_point(gimple_seq *seq, unsigned word);
	void store_variant(gimple_seq *seq, unsigned variant);
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
	bool segment; /* %gs holds the displacement */
	tree counters, points, descriptor;
	tree delta = NULL_TREE, self = NULL_TREE;
	tree counter_reference(gimple_seq *seq, unsigned index);
	tree thread_word(unsigned index);
};

#endif

/* coroutine.h - C++20's coroutines, of whose bodies the parser makes other functions.
 *
 *   task f(int n) { … }     f (the ramp)   obtains the frame, calls f.actor
 *                           f.actor        what was written, and what each co_await stands for;
 *                                          called for each resumption, it jumps to where it was
 *                           f.destroy      calls f.actor to release what is in the frame
 *
 * The ramp's event is the last chance to look at the actor, which has none of its own. Marks stand
 * in the actor; in the profile it is a part of the function that was written, whose calls the ramp
 * counts. It ends as any function does when the coroutine is suspended, and so do its records.
 */
#ifndef MEMCC_GCC_COROUTINE_H
#define MEMCC_GCC_COROUTINE_H
#include "compat.h"

/* The function that has the body of a coroutine: null if `function` is none. */
tree coroutine_actor(tree function);

/* What was written, of an actor: itself if it is none. */
tree coroutine_written(tree function);

/* Whether it is a ramp or an actor. */
inline bool coroutine_is_part(tree function)
{
	return coroutine_actor(function) || coroutine_written(function) != function;
}

/* Where a suspended statement goes on, or is left for good. */
bool coroutine_goes_on(tree label);

/* Whether it is suspended in it; and whether a variable was made for the value of what awaits. */
bool coroutine_awaits(tree t);
bool coroutine_keeps(tree decl);

/* The statements that were written, in an actor's body. Null: there are none. */
tree *coroutine_statements(tree *body);

/* Marks where they begin, are come back to, and end: what is around them (the promise, the first
 * and the last suspension, the frame) belongs to who called or resumed the coroutine. */
void coroutine_mark_borders(tree *body, tree *statements);

/* A call that goes on with another coroutine in this one's place: nothing may come behind it. */
bool coroutine_transfers(const gimple *stmt);
/* The one that a block ends with, or null. */
gimple *coroutine_transfer_in(basic_block bb);

/* An exception out of such calls has nothing to clean up here; a place to land would be behind
 * them. To be called first, on the flow graph. */
void coroutine_free_transfers(::function *fun);

#endif

/* A coroutine that is entered once by setcontext, and from then on by longjmp between the two stacks: each
 * keeps its own activations, whichever way control comes back. */
#include <setjmp.h>
#include <stdlib.h>
#include <ucontext.h>

static jmp_buf outside, inside, early;
static int turns;

static void leave(void)
{
	if (_setjmp(inside) == 0) //= 4
		_longjmp(outside, 1); //= 4
}

static void coroutine(void)
{
	for (;;) { //= 4
		char *block = malloc(100); //= 4 +400
		turns++; //= 4
		leave(); //= 4
		free(block); //= 3 -300
	}
}

static void enter(int depth)
{
	if (depth) { //= 6
		enter(depth - 1); //= 3
		free(malloc(10)); //= 3 +0
		return; //= 3
	}
	if (_setjmp(outside) == 0) //= 3
		_longjmp(inside, 1); //= 3
}

int main(void)
{
	static ucontext_t context;
	void *kept;

	if (setjmp(early)) //= 1
		goto end; //= 1
	getcontext(&context); //= 1
	context.uc_stack.ss_sp = malloc(65536); //= 1 +65536
	context.uc_stack.ss_size = 65536; //= 1
	makecontext(&context, coroutine, 0); //= 1
	if (_setjmp(outside) == 0) //= 1
		setcontext(&context); //= 1
	for (int i = 1; i < 4; i++) { //= 4
		kept = malloc(7); //= 3 +21
		enter(1); //= 3
		free(kept); //= 3 -21
	}
	longjmp(early, 1); //= 1
end:
	return turns != 4; //= 1
}

/* Profiled frames of C under exceptions.cc. */
#include <stdlib.h>

static void *volatile held;

void profiled_frame(void (*call)(int), int n, int depth)
{
	held = malloc(4); /* @frame_before */
	if (depth)
		profiled_frame(call, n, depth - 1); /* @frame_nested */
	else
		call(n);
	held = malloc(8); /* @frame_after */
}

/* object.c - an instrumented shared object for test_objects.c, made by hand. */
#include <stdlib.h>
#include "by_hand.h"

FUNCTION(object, 2);
static void *volatile kept;

void run_object(void)
{
	ENTER(object);
	STATEMENT(object, 1);
	kept = malloc(100);
	STATEMENT(object, 2);
	free(kept);
	kept = malloc(30);
	LEAVE(object);
}

void *object_kept(void)
{
	return kept;
}

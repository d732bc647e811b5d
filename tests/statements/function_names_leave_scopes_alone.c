/* `__func__` is declared in front of all that its function holds: that opens no scope, and inner scopes release what is
 * theirs at their own brace. */
#include <stdlib.h>
#include <string.h>

static void release(void *p)
{
	free(*(void **)p); //= 5 -296
}
#define AUTO __attribute__((cleanup(release)))

static void nested(int n)
{
	AUTO char *outer = malloc(10); //= 1 +10
	if (n) { //= 1
		AUTO char *inner = malloc(256); //= 1 +256
		inner[255] = 42; //= 1
	} //= 1 -256
	{ //= none
		AUTO char *inner = malloc(n); //= 1 +3
		strcpy(inner, "a"); //= 1
	} //= 1 -3
	if (strcmp(__func__, "nested") != 0) //= 1
		abort(); //= 0
} //= 1 -10

static void array(int n)
{
	goto label; //= 1
label:; //= none
	char text[n]; //= 1
	strcpy(text, __func__); //= 1
	if (n) { //= 1
		AUTO char *inner = malloc(n); //= 1 +20
		inner[0] = text[0]; //= 1
	} //= 1 -20
}

static const char *none(void)
{
	for (int i = 0; i < 1; i++) { //= 2
		AUTO char *inner = malloc(7); //= 1 +7
		inner[0] = 0; //= 1
	} //= 1 -7
	return __FUNCTION__; //= 1
}

int main(void)
{
	nested(3); //= 1
	array(20); //= 1
	return strcmp(none(), "none") != 0; //= 1
}

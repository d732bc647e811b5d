// only: chosen main
// not: clang-*-flto
/* A resolver runs while the program is being relocated, when nothing that it could call is there. (With
 * -flto the linker crashes on what Clang makes of it, profiled or not.) */
static int chosen(void) //= calls 2
{
	return 0; //= 2
}

static int (*resolve(void))(void)
{
	return chosen; //= none
}

int call(void) __attribute__((ifunc("resolve")));
int (*called_by_address)(void) = call;

int main(void) //= calls 1
{
	return call() + called_by_address(); //= 1
}

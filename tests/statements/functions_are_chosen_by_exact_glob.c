// profile: -fmemprof -fmemprof-functions=mem,list_*,x?z
// only: list_ list_add mem xyz
static int mem(void) { return 1; } //= calls 1; 1
static int memory(void) { return 1; } //= none
static int me(void) { return 1; } //= none
static int list_(void) { return 1; } //= calls 1; 1
static int list_add(void) { return 1; } //= calls 1; 1
static int my_list_add(void) { return 1; } //= none
static int list(void) { return 1; } //= none
static int xyz(void) { return 1; } //= calls 1; 1
static int xyyz(void) { return 1; } //= none
static int XYZ(void) { return 1; } //= none

int main(void) //= none
{
	return mem() + memory() + me() + list_() + list_add() + my_list_add() + list() + xyz() + xyyz() + XYZ() - 10;
}

// profile: -fmemprof -fmemprof-list=@HERE@/list_file_chooses_and_excludes.list
// only: in in_two main marked
static int in(void) { return 1; } //= calls 1; 1
static int in_two(void) { return 1; } //= calls 1; 1
static int in_not(void) { return 1; } //= none
static __attribute__((profile)) int marked(void) { return 1; } //= calls 1; 1
int other(void);

int main(void) //= calls 1
{
	return in() + in_two() + in_not() + marked() + other() - 5; //= 1
}

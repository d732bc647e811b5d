// profile: -fmemprof=all -fmemprof-functions=hidden,*
// only: main seen
static __attribute__((no_profile)) int hidden(void) { return 1; } //= none
static int declared(void) __attribute__((no_profile));
static int declared(void) { return 1; } //= none
static int seen(void) { return hidden() + declared(); } //= calls 1; 1

int main(void) //= calls 1
{
	return seen() - 2; //= 1
}

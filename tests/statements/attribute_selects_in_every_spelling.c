// flags: -std=gnu2x
// profile: -fmemprof
// only: a b c d e f
static int __attribute__((profile)) a(void) { return 1; } //= calls 1; 1
[[gnu::profile]] static int b(void) { return 1; } //= calls 1; 1
[[memprof::profile]] static int c(void) { return 1; } //= calls 1; 1
static int d(void) __attribute__((__profile__));
[[gnu::profile]] int e(void);
[[memprof::profile]] int f(void);
static int g(void) { return 1; } //= none
static int d(void) { return 1; } //= calls 1; 1
int e(void) { return 1; } //= calls 1; 1
int f(void) { return 1; } //= calls 1; 1

int main(void) //= none
{
	return a() + b() + c() + d() + e() + f() + g() != 7; //= none
}

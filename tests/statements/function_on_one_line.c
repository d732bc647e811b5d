#include <stdlib.h>

static void *make(int n) { return malloc(n); } //= calls 2; 2 +30
static int a(void) { return 1; } static int b(void) { return 2; } //= a: calls 2; b: calls 1; a: 2; b: 1; 3
static void nothing(void) { } //= calls 4
static int loop(int n) { int s = 0; while (n--) s++; return s; } //= calls 1; 6

int main(void) { free(make(10)); free(make(20)); nothing(), nothing(), nothing(), nothing(); return a() + a() + b() + loop(5) - 9; } //= calls 1; 1 peak=20

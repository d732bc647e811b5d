/* Quiet but for 64 MiB that live 50 ms. */
#include <string.h>
#include <sys/mman.h>
#include <time.h>

int main(void)
{
	size_t size = (size_t)64 << 20;
	nanosleep(&(struct timespec){1, 20000000}, NULL);
	char *area = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	memset(area, 1, size);
	nanosleep(&(struct timespec){0, 50000000}, NULL);
	munmap(area, size);
	nanosleep(&(struct timespec){1, 500000000}, NULL);
	return 0;
}

/* A frame of C under exceptions.cc that nobody profiles. */
static volatile int plain_calls;

void plain_frame(void (*call)(int), int n)
{
	plain_calls++;
	call(n);
	plain_calls++;
}

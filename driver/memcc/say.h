/* say.h - one clear line to the user, and the end. */
#ifndef MEMCC_SAY_H
#define MEMCC_SAY_H

enum {
	FAIL_USER = 1, /* something the user can put right */
	FAIL_OURS = 2, /* something that should not happen */
};

/* Prints "memcc: error: …" and exits with `status`. */
void fail(int status, const char *format, ...)
	__attribute__((format(printf, 2, 3), noreturn, cold));

#endif

/* text.h - bytes and strings without the C library's functions, which a program may define itself:
 * its own would be called, and counted, in the midst of our bookkeeping.
 *
 * What they do is in ISO C, 7.24. The compiler makes calls of its own for large objects and for
 * loops that look like one of these; CMakeLists.txt sees to that.
 */
#ifndef MEMCC_TEXT_H
#define MEMCC_TEXT_H

static inline void *mc_memcpy(void *to, const void *from, size_t bytes)
{
#if defined(__x86_64__)
	void *at = to;

	__asm__ volatile("rep movsb" : "+D"(at), "+S"(from), "+c"(bytes) : : "memory");
#else
	for (size_t i = 0; i < bytes; i++)
		((volatile char *)to)[i] = ((const char *)from)[i];
#endif
	return to;
}

static inline void *mc_memset(void *to, int value, size_t bytes)
{
#if defined(__x86_64__)
	void *at = to;

	__asm__ volatile("rep stosb" : "+D"(at), "+c"(bytes) : "a"(value) : "memory");
#else
	for (size_t i = 0; i < bytes; i++)
		((volatile char *)to)[i] = (char)value;
#endif
	return to;
}

static inline void *mc_memmove(void *to, const void *from, size_t bytes)
{
	if ((uintptr_t)to - (uintptr_t)from >= bytes)
		return mc_memcpy(to, from, bytes);
	while (bytes-- > 0)
		((volatile char *)to)[bytes] = ((const char *)from)[bytes];
	return to;
}

static inline int mc_memcmp(const void *left, const void *right, size_t bytes)
{
	const unsigned char *a = left, *b = right;

	for (size_t i = 0; i < bytes; i++)
		if (a[i] != b[i])
			return a[i] - b[i];
	return 0;
}

static inline void *mc_memchr(const void *bytes, int wanted, size_t count)
{
	const unsigned char *at = bytes;

	for (; count > 0; count--, at++)
		if (*at == (unsigned char)wanted)
			return (void *)(uintptr_t)at;
	return NULL;
}

static inline size_t mc_strlen(const char *text)
{
	const volatile char *at = text;

	while (*at)
		at++;
	return (size_t)(at - text);
}

static inline char *mc_strchr(const char *text, int wanted)
{
	return mc_memchr(text, wanted, mc_strlen(text) + 1);
}

static inline char *mc_strrchr(const char *text, int wanted)
{
	for (size_t at = mc_strlen(text) + 1; at-- > 0;)
		if (text[at] == (char)wanted)
			return (char *)(uintptr_t)&text[at];
	return NULL;
}

static inline int mc_strncmp(const char *a, const char *b, size_t most)
{
	size_t length = mc_strlen(b) + 1;
	size_t i = 0;

	while (i + 1 < most && i + 1 < length && a[i] == b[i])
		i++;
	return most > 0 ? (unsigned char)a[i] - (unsigned char)b[i] : 0;
}

static inline char *mc_strstr(const char *text, const char *wanted)
{
	for (size_t length = mc_strlen(wanted); *text; text++)
		if (mc_strncmp(text, wanted, length) == 0)
			return (char *)(uintptr_t)text;
	return NULL;
}

static inline char *mc_strcat(char *to, const char *from)
{
	mc_memcpy(to + mc_strlen(to), from, mc_strlen(from) + 1);
	return to;
}

/* Of a size that is known and small the compiler makes moves. */
#define MC_TEXT_MOVES 64
#define memcpy(to, from, bytes)                                                                    \
	(__builtin_constant_p(bytes) && (bytes) <= MC_TEXT_MOVES                                   \
		 ? __builtin_memcpy(to, from, bytes)                                               \
		 : mc_memcpy(to, from, bytes))
#define memset(to, value, bytes)                                                                   \
	(__builtin_constant_p(bytes) && (bytes) <= MC_TEXT_MOVES                                   \
		 ? __builtin_memset(to, value, bytes)                                              \
		 : mc_memset(to, value, bytes))
#define memmove mc_memmove
#define memcmp mc_memcmp
#define memchr mc_memchr
#define strlen mc_strlen
#define strchr mc_strchr
#define strrchr mc_strrchr
#define strncmp mc_strncmp
#define strstr mc_strstr
#define strcat mc_strcat
#endif

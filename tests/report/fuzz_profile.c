/* fuzz_profile.c - libFuzzer's way into the reader (label long, clang). */
#include <stdint.h>
#include "check_bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	check_bytes((const char *)bytes, size);
	if (size % 16 == 0)
		check_merge((const char *)bytes, size);
	return 0;
}

"""The tight loop's twin for memory_profiler; see loop.c. Prints nanoseconds of CPU per iteration."""

import sys
import time


def plain(n):
    x = 0
    for i in range(n):
        x += i
    return x


count = int(sys.argv[1])
if len(sys.argv) > 2:
    import memory_profiler

    plain = memory_profiler.profile(stream=open("/dev/null", "w"))(plain)
start = time.process_time()
plain(count)
print("%.1f" % ((time.process_time() - start) / count * 1e9))

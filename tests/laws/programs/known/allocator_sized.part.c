/* The same, and it says how large a block is: just as large as was asked. */
#define SIZED
#include "allocator_bare.part.c"

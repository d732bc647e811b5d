/* own_malloc.c - a program with a malloc of its own, linked with -static: it is followed like any other.
 *
 * parts: allocators.c
 * plain: allocator_bare.part.c
 * flags: -static -fno-builtin
 */
typedef int nothing_else;

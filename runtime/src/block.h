/* block.h - what is remembered of a block: eight bytes at the end of what the allocator gave.
 *
 *   bits 63..32  site of the statement that allocated it
 *   bits 31..24  slack: usable bytes before the footer less bytes requested; 255: in the word
 *                before
 *   bits 23..0   0
 *
 * the lower half hidden under a cookie that is bound to the address, which tells our blocks from
 * others'.
 *
 * Nothing stands in front of a block, so alignment is the allocator's; a block that lacks a valid
 * footer is somebody else's and is handed on untouched. The C library's chunks end at multiples of
 * eight; other allocators' need not (valgrind's are as long as was asked).
 */
#ifndef MEMCC_BLOCK_H
#define MEMCC_BLOCK_H
#include "internal.h"

#define MC_FOOTER 8u /* asked for in any case; of use only if mc_next.measures */
#define MC_SLACK_FAR 255u

typedef uint64_t mc_footer __attribute__((aligned(1), may_alias));

struct mc_block {
	mc_footer *footer;
	size_t usable; /* before the footer */
	size_t size;   /* requested */
	uint32_t site;
};

static inline size_t mc_block_room(void *block)
{
	if (MC_LIKELY(mc_next.chunks)) {
		size_t head = ((const size_t *)block)[-1];

		return (head & ~(size_t)7) - (head & 2 ? 16 : 8);
	}
	return mc_next.usable_(block);
}

/* RTLD_DEEPBIND makes two runtimes of one process, the executable's and the shared one: neither
 * must take the other's blocks for its own. */
#ifdef MC_EXECUTABLE
#define MC_COOKIE_SEED 0x5bd1e995u
#else
#define MC_COOKIE_SEED 0x27d4eb2fu
#endif

static inline uint32_t mc_block_cookie(const void *block)
{
	return (uint32_t)((uintptr_t)block >> 4) ^ MC_COOKIE_SEED;
}

/* The slack from a footer's lower half; 255: it is in the word before; more: it is no footer. */
static inline uint32_t mc_block_slack(const void *block, uint64_t footer)
{
	uint32_t half = (uint32_t)footer ^ mc_block_cookie(block);

	return half << 8 | half >> 24;
}

static inline void mc_block_write(void *block, size_t usable, size_t size, uint32_t site)
{
	size_t slack = usable - size;
	mc_footer *footer = (mc_footer *)((char *)block + usable);

	if (MC_UNLIKELY(slack >= MC_SLACK_FAR)) {
		footer[-1] = size;
		slack = MC_SLACK_FAR;
	}
	*footer = (uint64_t)site << 32 | ((uint32_t)slack << 24 ^ mc_block_cookie(block));
}

/* `block` has room for size + MC_FOOTER bytes at least. Returns the usable bytes. */
static inline size_t mc_block_mark(void *block, size_t size, uint32_t site)
{
	size_t usable = mc_block_room(block) - MC_FOOTER;

	mc_block_write(block, usable, size, site);
	return usable;
}

/* Usable bytes before the footer of a chunk of the C library; 0 if it is one of those that are
 * mapped alone, for mc_block_room. */
static inline size_t mc_block_usable_near(const void *block)
{
	size_t head = ((const size_t *)block)[-1];

	return MC_LIKELY(!(head & 2)) ? (head & ~(size_t)7) - 8 - MC_FOOTER : 0;
}

/* The common case of mc_block_read: a chunk of the C library, and slack small. */
static inline bool mc_block_read_near(void *block, struct mc_block *out)
{
	uint32_t slack;
	uint64_t word;

	out->usable = mc_block_usable_near(block);
	if (MC_UNLIKELY(!out->usable))
		return false;
	out->footer = (mc_footer *)((char *)block + out->usable);
	word = *out->footer;
	slack = mc_block_slack(block, word);
	out->site = (uint32_t)(word >> 32);
	out->size = out->usable - slack;
	return slack < MC_SLACK_FAR;
}

static inline bool mc_block_read(void *block, struct mc_block *out)
{
	uint32_t slack;
	size_t room;
	uint64_t word;

	if (MC_UNLIKELY(!mc_next.measures || (room = mc_block_room(block)) < MC_FOOTER))
		return false;
	out->usable = room - MC_FOOTER;
	out->footer = (mc_footer *)((char *)block + out->usable);
	word = *out->footer;
	slack = mc_block_slack(block, word);
	out->site = (uint32_t)(word >> 32);
	out->size = out->usable - slack;
	if (MC_UNLIKELY(slack >= MC_SLACK_FAR)) {
		if (slack > MC_SLACK_FAR || out->usable < MC_SLACK_FAR)
			return false;
		out->size = out->footer[-1];
	}
	return out->size <= out->usable;
}

static inline void mc_block_unmark(const struct mc_block *block)
{
	*(volatile mc_footer *)block->footer = 0;
}
#endif

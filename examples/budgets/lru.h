/* lru.h - a cache of the newest `room` texts. */
#ifndef LRU_H
#define LRU_H

#include <stddef.h>

struct lru;
struct lru *lru_new(size_t room);
const char *lru_put(struct lru *lru, const char *text); /* the copy, or null: no memory */
void lru_free(struct lru *lru);

#endif

#ifndef MEMPROF_H
#define MEMPROF_H
#endif

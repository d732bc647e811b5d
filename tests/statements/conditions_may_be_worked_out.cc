/* In C++ as in C. */
#include "conditions_may_be_worked_out.c"

#pragma GCC system_header
#define own replaced_own
extern int replaced_own(int n);

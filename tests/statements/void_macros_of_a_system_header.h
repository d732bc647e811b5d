#pragma GCC system_header
#define DRAIN(N) ((void)sizeof(N), __extension__({                                                 \
			  while ((N) > 0)                                                          \
				  (N)--;                                                           \
		  }))
#define STEPS(N)                                                                                   \
	({                                                                                         \
		for (int i_ = 0; i_ < (N); i_++)                                                   \
			;                                                                          \
	})
#define LOOP(N)                                                                                    \
	while ((N) > 0)                                                                            \
	(N)--

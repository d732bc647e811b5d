/* Where the compiler does not say where something stands, it is looked for where the text really is,
 * and called what #line says. */
#include <stdlib.h>

static void release(void *p) //= calls 1
{
	free(*(void **)p); //= 1 -5
}

static int shifted(void) //= calls 1
{
	int n = 0; //= 1
#line 120
	do {
		if (n++ > 2) //= @121 4
			break; //= @122 1
	}
	while (1); //= @124 3
#line 5 "homes_behind_line_directives.y"
	{
		__attribute__((cleanup(release))) void *p = malloc(5); //= @homes_behind_line_directives.y:6 1 +5
		for (int i = 0; //= @homes_behind_line_directives.y:7 1
# 70
		     i < 3; //= @homes_behind_line_directives.y:70 4
		     i++) //= @homes_behind_line_directives.y:71 3
			n++; //= @homes_behind_line_directives.y:72 3
	} //= @homes_behind_line_directives.y:73 1 -5
	return n != 7; //= @homes_behind_line_directives.y:74 1
}

int main(void) //= @homes_behind_line_directives.y:77 calls 1
{
	return shifted(); //= @homes_behind_line_directives.y:79 1
}

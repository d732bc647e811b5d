#include <stdlib.h>

/* A jump behind what never returns is none to GCC's parser, and `;` in between changes nothing. */
#define GIVE_UP(status) { exit(status); }

int main(void)
{
	for (int i = 0; i < 3; i++) { //= 4
		if (i > 5) { //= 3
			GIVE_UP(1); //= 0
			break; //= none
		}
		if (i > 6) { //= 3
			exit(2);; //= 0
			continue; //= none
		}
		if (i > 7) { //= 3
			exit(3); //= 0
			; //= none
			return 4; //= 0
		}
		switch (i) { //= 3
		case 9: //= none
			return 5;; //= 0
			break; //= none
		case 1: //= none
			; //= none
			continue; //= 1
		}
		;
	}
	return 0; //= 1
}

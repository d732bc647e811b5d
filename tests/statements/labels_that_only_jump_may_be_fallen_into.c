/* GCC warns of falling through to a label, but not if what stands there only leads away. It is no other with our
 * marks in between. */
// flags: -Wextra -Werror

static int f(int n)
{
	int x = 0;
	switch (n) { //= 4
	case 1: //= none
		x = 1; //= 1
	default: //= none
		break; //= 4
	}
	switch (n) { //= 4
	case 1: //= none
		if (x) //= 1
			x++; //= 1
	case 2: //= none
	case 5: //= none
		goto out; //= 2
	}
	for (;;) { //= 2
		switch (n) { //= 2
		case 3: //= none
			x = n++; //= 1
		case 4: //= none
			break; //= 2
		}
		break; //= 2
	}
out:
	return x; //= 4
}

static void g(int n)
{
	switch (n) { //= 4
	case 1: //= none
		n++; //= 1
	case 2: //= none
		return; //= 2
	}
}

int main(void)
{
	int sum = 0;
	for (int i = 1; i <= 4; i++) { //= 5
		sum += f(i); //= 4
		g(i); //= 4
	}
	return sum != 5; //= 1
}

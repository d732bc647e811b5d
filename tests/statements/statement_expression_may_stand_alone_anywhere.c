// compilers: clang-*
int main(void) //= calls 1
{
	int n = 0; //= 1
	if (n == 0) //= 1
		({ //= 1
			n = 3; //= 1
		}); //= none
	for (({ //= 1
		     n++; //= 1
	     }); //= none
	     n < 5; //= 2
	     n++) { //= 1
		({ //= 1
			if (n > 3) //= 1
				n = 5; //= 1
		}); //= none
	}
	while (n < 8) //= 3
		({ //= 2
			n++; //= 2
		}); //= none
	({ //= 1
		({ //= 1
			n++; //= 1
			n; //= 1
		}); //= none
		; //= none
	}); //= none
again: //= none
	({ //= 1
		n++; //= 1
	}); //= none
	switch (n) { //= 1
	case 10: //= none
		({ //= 1
			n = 0; //= 1
		}); //= none
	}
	return n; //= 1
}

int main(void)
{
	int i = 0;
again: //= none
	i++; //= 3
	if (i < 3) //= 3
		goto again; //= 2
	goto out; //= 1
	i = 100; //= 0
out: i++; //= 1
more: if (i < 6) { i++; goto more; } //= 3
end: //= none
	; //= none
	return i != 6;
}

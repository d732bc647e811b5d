/* Not where what it is qualified with begins. */
namespace space
{
template <typename T> struct box {
	T n;
	box(T k);
	~box();
	box &operator=(T k);
	bool operator<(const box &other) const;
	operator T();
	template <typename U> U get(U k);
	struct inner {
		static int one();
	};
};
int plain();
} // namespace space

struct part {
	int m;
	part() : m(0) {} //= 1; calls 1
};

struct whole {
	part p;
	int n;
	whole();
};

whole:: //= none
	whole() //= 1; calls 1
	: n(0)	//= 1
{
}

template <typename T> space::box<T>:: //= none
box(T k) //= calls 1
	: n(k) //= 1
{
}

template <typename T> space::
box<T>:: //= none
~box() //= calls 1
{
	n = 0; //= 1
}

template <typename T> space::box<T> &space::box<T>:: //= none
operator=(T k) //= calls 1
{
	n = k;	      //= 1
	return *this; //= 1
}

template <typename T> bool space::box<T>::operator<(const box<T> &other) const //= calls 1
{
	return n < other.n; //= 1
}

template <typename T> space::box<T>:: //= none
operator T() //= calls 1
{
	return n; //= 1
}

template <typename T>
template <typename U>
U space::box< //= none
	T>::get(U k) //= calls 1
{
	return n + k; //= 1
}

template <typename T> int space::box<T>::inner:: //= none
	one() //= calls 1
{
	return 1; //= 1
}

int space /* :: */ :: // ::
	plain(	      //= calls 1
	)
{
	return 1; //= 1
}

int main() //= calls 1
{
	whole w;						    //= 1
	space::box<int> b(1);					    //= 1
	b = 2;							    //= 1
	if (b < b)						    //= 1
		return 1;					    //= 0
	return b.get(3) + b + space::box<int>::inner::one() + space::plain() - 9 + w.n; //= 1
}

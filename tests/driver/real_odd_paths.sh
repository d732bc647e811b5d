# Everything in directories with blanks and signs.
. "$(dirname "$0")/support.bash"
real gcc-12
mkdir 'a b' 'a=b%2' 'a,b'
for folder in 'a b' 'a=b%2' 'a,b'; do
	(
		cd "$folder"
		write_program
		get memcc -fmemprof -O2 main.c work.c -o 'the program'
		runs_and_counts './the program'
		echo 'fun:wo*' >'the list'
		get memcc '-fmemprof-list=the list' -O2 main.c work.c -o 'the program'
		runs_and_counts './the program'
	)
done

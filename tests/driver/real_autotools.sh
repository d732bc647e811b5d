# configure finds out the same about memcc -fmemprof as about the compiler; the program is built and counts.
. "$(dirname "$0")/support.bash"
real gcc-12
command -v autoreconf >/dev/null || skip "no autoconf"
command -v automake >/dev/null || skip "no automake"
write_program
cat >configure.ac <<'EOF'
AC_INIT([program], [1.0])
AM_INIT_AUTOMAKE([foreign])
AC_CONFIG_HEADERS([config.h])
AC_PROG_CC
AM_PROG_AR
AC_PROG_RANLIB
AC_C_INLINE
AC_C_RESTRICT
AC_USE_SYSTEM_EXTENSIONS
AC_CHECK_HEADERS([malloc.h unistd.h nonesuch.h])
AC_CHECK_FUNCS([malloc_usable_size mallinfo2 reallocarray nonesuch free aligned_alloc])
AC_FUNC_MALLOC
AC_FUNC_REALLOC
AC_SEARCH_LIBS([sin], [m])
AC_CHECK_SIZEOF([long])
AC_CONFIG_FILES([Makefile])
AC_OUTPUT
EOF
cat >Makefile.am <<'EOF'
bin_PROGRAMS = program
noinst_LIBRARIES = libwork.a
libwork_a_SOURCES = work.c work.h
program_SOURCES = main.c
program_LDADD = libwork.a
EOF
get autoreconf -i
for way in plain ours; do
	mkdir $way
	cd $way
	if [[ $way == plain ]]; then
		get ../configure CC=gcc-12 CFLAGS=-O2
	else
		get ../configure CC=memcc CFLAGS='-O2 -fmemprof'
	fi
	cd ..
done
diff plain/config.h ours/config.h || die "config.h differs"
[[ -z $(ls ours/*.memprof 2>/dev/null) ]] || rm ours/*.memprof
cd ours
get make -j2
runs_and_counts ./program

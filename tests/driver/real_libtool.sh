# libtool drops options that it does not know when it links. They may stand in CC, in MEMCC_FLAGS, or,
# since profiled objects are known by themselves, in CFLAGS.
. "$(dirname "$0")/support.bash"
real gcc-12
command -v autoreconf >/dev/null || skip "no autoconf"
command -v libtoolize >/dev/null || skip "no libtool"
write_program
cat >configure.ac <<'EOF'
AC_INIT([program], [1.0])
AM_INIT_AUTOMAKE([foreign])
AC_PROG_CC
AM_PROG_AR
LT_INIT
AC_CONFIG_FILES([Makefile])
AC_OUTPUT
EOF
cat >Makefile.am <<'EOF'
bin_PROGRAMS = program
lib_LTLIBRARIES = libwork.la
libwork_la_SOURCES = work.c work.h
program_SOURCES = main.c
program_LDADD = libwork.la
EOF
get autoreconf -i
get ./configure CC='memcc -fmemprof'
get make
[[ -e .libs/libwork.so ]] || die "no shared library was made"
runs_and_counts ./program
get make distclean
get ./configure CC=memcc
get env MEMCC_FLAGS=-fmemprof make
runs_and_counts ./program
get make distclean
get ./configure CC=memcc CFLAGS='-O2 -fmemprof' LDFLAGS=-Wl,-z,defs
get make
runs_and_counts ./program
get make distclean
get ./configure CC=memcc CFLAGS='-O2 -fmemprof' --disable-shared
get make
runs_and_counts ./program

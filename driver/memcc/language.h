/* language.h - what language an input is in, as far as memcc cares. */
#ifndef MEMCC_LANGUAGE_H
#define MEMCC_LANGUAGE_H

enum input {
	INPUT_LINK,   /* object, archive, linker script: only the linker sees it */
	INPUT_SERVED, /* C or C++: the plugins serve it */
	INPUT_HEADER, /* C or C++ to be precompiled: served, but nothing to link comes of it */
	INPUT_OTHER,  /* compiled or assembled, but not with a plugin */
};

/* By the language that -x names. */
enum input input_of_language(const char *language);

/* By the name's ending, the same for both compilers. */
enum input input_of_file(const char *path);

#endif

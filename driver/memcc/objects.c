/* objects.c - see objects.h. Looks for the section that every profiled unit has (plugin/README.md).
 *
 * Only tables are read: of an archive the members' heads, of an object its section names. Every
 * offset comes from the file and is checked against its size.
 */
#include "objects.h"
#include "abi.h"
#include <ar.h>
#include <elf.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct bytes {
	const char *at;
	size_t size;
};

/* The part of so many bytes from an offset on; empty if it does not lie within. */
static struct bytes part(struct bytes whole, uint64_t offset, uint64_t size)
{
	if (offset > whole.size || size > whole.size - offset)
		return (struct bytes){0};
	return (struct bytes){whole.at + offset, size};
}

/* Members of archives lie at even addresses only: heads are copied out. */
static bool section_head(struct bytes file, const Elf64_Ehdr *head, uint64_t index, Elf64_Shdr *out)
{
	struct bytes found =
		part(file, head->e_shoff + index * head->e_shentsize, sizeof(Elf64_Shdr));

	if (!found.at)
		return false;
	memcpy(out, found.at, sizeof *out);
	return true;
}

static bool object_profiled(struct bytes file)
{
	uint64_t count, names_index;
	struct bytes names, name;
	Elf64_Shdr section;
	Elf64_Ehdr head;

	if (file.size < sizeof head)
		return false;
	memcpy(&head, file.at, sizeof head);
	if (memcmp(head.e_ident, ELFMAG, SELFMAG) != 0 || head.e_ident[EI_CLASS] != ELFCLASS64 ||
	    head.e_type != ET_REL || !section_head(file, &head, 0, &section))
		return false;
	/* Where there are too many for the head's fields, the first section has the numbers. */
	count = head.e_shnum ? head.e_shnum : section.sh_size;
	names_index = head.e_shstrndx == SHN_XINDEX ? section.sh_link : head.e_shstrndx;
	if (!section_head(file, &head, names_index, &section))
		return false;
	names = part(file, section.sh_offset, section.sh_size);
	for (uint64_t i = 1; i < count && section_head(file, &head, i, &section); i++) {
		name = part(names, section.sh_name, sizeof MEMCC_DATA_SECTION);
		if (name.at && memcmp(name.at, MEMCC_DATA_SECTION, sizeof MEMCC_DATA_SECTION) == 0)
			return true;
	}
	return false;
}

static bool archive_profiled(struct bytes file)
{
	for (uint64_t at = SARMAG; part(file, at, sizeof(struct ar_hdr)).at;) {
		struct ar_hdr head;
		char size[sizeof head.ar_size + 1] = "";
		uint64_t length;

		memcpy(&head, file.at + at, sizeof head);
		memcpy(size, head.ar_size, sizeof head.ar_size);
		length = strtoull(size, NULL, 10);
		at += sizeof head;
		if (object_profiled(part(file, at, length)))
			return true;
		at += length + (length & 1);
	}
	return false;
}

static bool file_profiled(struct bytes file)
{
	if (file.size >= SARMAG && memcmp(file.at, ARMAG, SARMAG) == 0)
		return archive_profiled(file);
	return object_profiled(file);
}

static bool path_profiled(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool profiled = false;
	struct stat status;
	void *map;

	if (fd < 0)
		return false;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
		map = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (map != MAP_FAILED) {
			profiled = file_profiled((struct bytes){map, (size_t)status.st_size});
			munmap(map, (size_t)status.st_size);
		}
	}
	close(fd);
	return profiled;
}

bool objects_profiled(const struct list *files)
{
	for (size_t i = 0; i < files->count; i++)
		if (path_profiled(files->items[i]))
			return true;
	return false;
}

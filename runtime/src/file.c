/* file.c - the profile file: its name, its extents, and where they are mapped.
 *
 * Invariant: what lies before `end` is a chain of extents without a gap. A new extent is chained as
 * MEMPROF_FREE, its space is reserved, its payload is mapped and filled, and only then it gets its
 * kind (mc_file_publish). So whoever reads the file, whenever the process was stopped, walks over
 * it.
 *
 * Extent heads are written by pwrite, payloads are mapped alone. Without a file the same calls give
 * anonymous memory, and nothing else in the runtime knows the difference.
 */
#include "internal.h"

struct mapping {
	char *address;
	size_t bytes;    /* mapped, whole pages */
	size_t skip;     /* of these before the payload (COPY: the section's offset in its page) */
	size_t payload;  /* bytes of it */
	uint64_t offset; /* of the extent in the file */
	uint32_t kind, thread, module;
};

static struct memprof_header private_header;
struct memprof_header *mc_header = &private_header;

static bool have_file;
static int fd = -1; /* at rest on a high number; where there is none, closed */
static dev_t file_device;
static ino_t file_inode;
static uint64_t end;      /* next free offset */
static uint64_t reserved; /* allocated on disk up to here */
static char path[PATH_MAX];
static char program_name[256];

static struct mapping *mappings; /* a growing table in memory of our own */
static size_t mapping_count, mapping_room;

bool mc_file_is_open(void)
{
	return have_file;
}

const char *mc_file_name(void)
{
	return path;
}

uint64_t mc_clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* ---- name ---- */

static void name_from_pattern(struct mc_text *name, const char *pattern)
{
	char host[65] = "";

	for (; *pattern; pattern++) {
		char one[2] = {*pattern, 0};

		if (*pattern != '%' || !pattern[1]) {
			mc_text_add(name, one);
			continue;
		}
		switch (*++pattern) {
		case 'p':
			mc_text_number(name, (uint64_t)getpid());
			break;
		case 'e':
			mc_text_add(name, program_name);
			break;
		case 'h':
			gethostname(host, sizeof(host) - 1);
			mc_text_add(name, host);
			break;
		default:
			one[0] = *pattern;
			mc_text_add(name, one);
		}
	}
}

/* The name as it will be used: absolute, so that it survives chdir. */
static void name_choose(unsigned variant)
{
	struct mc_text name = {0};

	if (mc_options.file[0])
		name_from_pattern(&name, mc_options.file);
	else
		name_from_pattern(&name, "%e.%p.memprof");
	if (variant) {
		mc_text_add(&name, ".");
		mc_text_number(&name, variant);
	}
	name.bytes[name.used < sizeof(name.bytes) ? name.used : sizeof(name.bytes) - 1] = 0;
	path[0] = 0;
	if (name.bytes[0] != '/' && getcwd(path, sizeof(path) - sizeof(name.bytes) - 1))
		strcat(path, "/");
	strcat(path, name.bytes);
}

/* ---- space ---- */

/* Beyond RLIMIT_FSIZE the kernel would send SIGXFSZ, so it is never asked. */
static bool size_allowed(uint64_t size)
{
	struct rlimit limit;

	return getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
	       size <= limit.rlim_cur;
}

static bool fd_names_file(void)
{
	struct stat now;

	return fd >= 0 && fstat(fd, &now) == 0 && now.st_dev == file_device &&
	       now.st_ino == file_inode;
}

/* A high number, out of the way of programs that count on the low ones, or on having enough. */
static void fd_rest(void)
{
	int high;

	if (fd < 0 || fd >= 100)
		return;
	high = fcntl(fd, F_DUPFD_CLOEXEC, 1000);
	if (high < 0)
		high = fcntl(fd, F_DUPFD_CLOEXEC, 100);
	close(fd);
	fd = high;
}

/* The program may have closed our descriptor, and even got its number for a file of its own. */
static bool fd_is_ours(void)
{
	if (fd_names_file())
		return true;
	fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd_names_file())
		return true;
	if (fd >= 0)
		close(fd);
	fd = -1;
	return false;
}

static int reserve(uint64_t size)
{
	uint64_t target = (size + 65535) & ~(uint64_t)65535;
	int error;

	if (size <= reserved)
		return 0;
	if (!size_allowed(target))
		target = size;
	if (!size_allowed(target))
		return EFBIG;
	error = posix_fallocate(fd, (off_t)reserved, (off_t)(target - reserved));
	if (error)
		return error;
	reserved = target;
	mc_header->file_size = reserved;
	return 0;
}

/* ---- extents ---- */

static bool mapping_remember(const struct mapping *mapping)
{
	if (mapping_count == mapping_room) {
		size_t room = mapping_room ? mapping_room * 2 : MC_PAGE / sizeof(*mappings);
		struct mapping *grown = mmap(NULL, room * sizeof(*mappings), PROT_READ | PROT_WRITE,
					     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (grown == MAP_FAILED)
			return false;
		if (mappings) {
			memcpy(grown, mappings, mapping_count * sizeof(*mappings));
			munmap(mappings, mapping_room * sizeof(*mappings));
		}
		mappings = grown;
		mapping_room = room;
	}
	mappings[mapping_count++] = *mapping;
	return true;
}

static bool head_write(const struct mapping *mapping, uint32_t kind)
{
	struct memprof_extent head = {
		.magic = MEMPROF_EXTENT_MAGIC,
		.kind = kind,
		.size = MC_PAGE + mapping->bytes,
		.payload = MC_PAGE + mapping->skip,
		.bytes = mapping->payload,
		.address = (uintptr_t)mapping->address + mapping->skip,
		.thread = mapping->thread,
		.module = mapping->module,
	};

	return pwrite(fd, &head, sizeof(head), (off_t)mapping->offset) == (ssize_t)sizeof(head);
}

static void *map_anonymous(size_t bytes, void *address)
{
	void *at = mmap(address, bytes, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | (address ? MAP_FIXED : 0), -1, 0);

	return at == MAP_FAILED ? NULL : at;
}

static void lost_space(int error)
{
	static int said;

	if (mc_header->stopped_ns == 0)
		mc_header->stopped_ns = mc_clock_ns(); /* and for good: no second try */
	if (!__atomic_exchange_n(&said, 1, __ATOMIC_RELAXED))
		mc_diag_errno("the profile cannot grow: ", path, error);
}

/* Chains and maps one extent; the caller publishes it. */
static bool map_in_open_file(struct mapping *mapping, void *address)
{
	int error;
	void *at;

	if (!fd_is_ours()) {
		lost_space(EBADF);
		return false;
	}
	mapping->offset = end;
	error = reserve(end + MC_PAGE + mapping->bytes);
	if (error) {
		lost_space(error);
		return false;
	}
	at = mmap(address, mapping->bytes, PROT_READ | PROT_WRITE,
		  MAP_SHARED | (address ? MAP_FIXED : 0), fd, (off_t)(end + MC_PAGE));
	if (at == MAP_FAILED) {
		lost_space(errno);
		return false;
	}
	mapping->address = at;
	/* What lies behind a hole of the file need not be read ahead. */
	madvise(at, mapping->bytes, MADV_RANDOM);
	if (!head_write(mapping, MEMPROF_FREE))
		return false;
	end += MC_PAGE + mapping->bytes;
	return mapping_remember(mapping);
}

static bool map_in_file(struct mapping *mapping, void *address)
{
	bool ok = mc_header->stopped_ns == 0 && map_in_open_file(mapping, address);

	fd_rest();
	return ok;
}

static bool memory_only;

void mc_file_memory_only(bool wanted)
{
	memory_only = wanted;
}

static void *map(struct mapping *mapping, void *address)
{
	mapping->bytes = mc_round_page(mapping->skip + mapping->payload);
	if (!mc_file_is_open() || memory_only)
		return map_anonymous(mapping->bytes, address);
	return map_in_file(mapping, address) ? mapping->address : NULL;
}

void *mc_file_map(uint32_t kind, uint32_t thread, uint32_t module, size_t bytes, void *address)
{
	struct mapping mapping = {
		.kind = kind, .thread = thread, .module = module, .payload = mc_round_page(bytes)};

	if (kind == MEMPROF_MODULE || kind == MEMPROF_META || kind == MEMPROF_THREAD)
		mapping.payload = bytes;
	return map(&mapping, address);
}

void *mc_file_map_copy(uint32_t thread, const struct mc_module *module)
{
	struct mapping mapping = {
		.kind = MEMPROF_COPY,
		.thread = thread,
		.module = module->id,
		.skip = (uintptr_t)module->data & (MC_PAGE - 1),
		.payload = module->data_size,
	};

	return map(&mapping, NULL);
}

void mc_file_publish(void *address)
{
	for (size_t i = mapping_count; i-- > 0;)
		if (mappings[i].address == address) {
			if (fd_is_ours())
				head_write(&mappings[i], mappings[i].kind);
			fd_rest();
			return;
		}
}

/* Cheaper than to store it, which would bring page after page to memory. */
void mc_file_write(char *at, const struct iovec *pieces, int count)
{
	ssize_t size = 0, done = -1;

	for (int i = 0; i < count; i++)
		size += (ssize_t)pieces[i].iov_len;
	for (size_t i = mapping_count; i-- > 0 && done < 0;) {
		const struct mapping *mapping = &mappings[i];
		size_t into = (size_t)(at - (char *)mapping->address);

		if (into >= mapping->bytes)
			continue;
		if (fd_is_ours())
			done = pwritev(fd, pieces, count,
				       (off_t)(mapping->offset + MC_PAGE + into));
		fd_rest();
		break;
	}
	if (done == size)
		return;
	for (int i = 0; i < count; at += pieces[i++].iov_len)
		memcpy(at, pieces[i].iov_base, pieces[i].iov_len);
}

/* ---- beginning and end ---- */

static void program_from_argv(const char *program)
{
	const char *slash = program ? strrchr(program, '/') : NULL;
	const char *name = slash ? slash + 1 : program ? program : "";
	struct mc_text text = {0};

	name += *name == '-'; /* of a login shell; and no file should be called like an option */
	mc_text_add(&text, *name ? name : "program");
	if (text.used >= sizeof(program_name))
		text.used = sizeof(program_name) - 1;
	memcpy(program_name, text.bytes, text.used);
	program_name[text.used] = 0;
}

static bool file_open_new(void)
{
	struct stat info;

	for (unsigned variant = 0; variant < 10000; variant++) {
		name_choose(variant);
		fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	if (fd < 0)
		return false;
	if (fstat(fd, &info) != 0)
		return false;
	file_device = info.st_dev;
	file_inode = info.st_ino;
	reserved = 0;
	end = MC_PAGE;
	have_file = true;
	return true;
}

/* Field 22 of /proc/self/stat; the name in field 2 may hold anything but ends at the last ')'. */
static uint64_t start_ticks(void)
{
	char text[1024];
	int stat_fd = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
	ssize_t got = stat_fd < 0 ? 0 : read(stat_fd, text, sizeof(text) - 1);
	const char *at;
	uint64_t ticks = 0;

	if (stat_fd >= 0)
		close(stat_fd);
	text[got > 0 ? got : 0] = 0;
	at = strrchr(text, ')');
	for (int field = 2; at && field < 22; field++)
		at = strchr(at + 1, ' ');
	for (at = at ? at + 1 : ""; *at >= '0' && *at <= '9'; at++)
		ticks = ticks * 10 + (uint64_t)(*at - '0');
	return ticks;
}

static void header_fill(struct memprof_header *header)
{
	header->version = MEMPROF_VERSION;
	header->header_size = sizeof(*header);
	header->endian = MEMPROF_ENDIAN;
	header->word_size = 8;
	header->page_size = MEMPROF_PAGE;
	header->metric = mc_options.metric;
	header->pid = (uint32_t)getpid();
	header->start_ns = mc_clock_ns();
	header->start_ticks = start_ticks();
}

/* Where the kernel's pages are larger than the file's, the rest of the first one is an extent of
 * nothing: what follows begins a page, and so does, a page behind its head, each payload. */
static bool gap_fill(void)
{
	struct memprof_extent gap = {
		.magic = MEMPROF_EXTENT_MAGIC,
		.kind = MEMPROF_FREE,
		.size = MC_PAGE - MEMPROF_PAGE,
		.payload = sizeof(gap),
	};

	return MC_PAGE == MEMPROF_PAGE ||
	       pwrite(fd, &gap, sizeof(gap), MEMPROF_PAGE) == (ssize_t)sizeof(gap);
}

static bool header_map(void)
{
	struct memprof_header *header;
	int error = reserve(MC_PAGE);

	if (error) {
		errno = error;
		return false;
	}
	header = mmap(NULL, MC_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (header == MAP_FAILED || !gap_fill())
		return false;
	header_fill(header);
	header->file_size = reserved;
	MC_PUBLISH();
	memcpy(header->magic, MEMPROF_MAGIC, sizeof(header->magic));
	mc_header = header;
	return true;
}

static void file_give_up(void)
{
	int error = errno;

	mc_diag_errno("cannot write the profile ", path, error);
	if (fd >= 0) {
		unlink(path);
		close(fd);
	}
	fd = -1;
	have_file = false;
	header_fill(mc_header);
}

void mc_file_create(const char *program)
{
	program_from_argv(program);
	if (!file_open_new() || !header_map())
		file_give_up();
	fd_rest();
}

/* ---- fork ---- */

/* Fresh pages at the same place. What is in the old ones is of no use: the parent goes on writing
 * there while we look. */
static void mapping_renew(struct mapping mapping, uint32_t thread)
{
	mapping.thread = thread;
	if (!(mc_file_is_open() && map_in_file(&mapping, mapping.address)))
		map_anonymous(mapping.bytes, mapping.address);
}

bool mc_file_fork(uint32_t parent, int64_t inherited)
{
	struct mapping *old = mappings;
	size_t count = mapping_count, room = mapping_room;
	uint32_t metric = mc_header->metric;
	bool had_file = mc_file_is_open();

	if (fd_names_file())
		close(fd);
	fd = -1;
	have_file = false;
	mappings = NULL;
	mapping_count = mapping_room = 0;
	if (mc_header != &private_header)
		munmap(mc_header, MC_PAGE);
	private_header = (struct memprof_header){.metric = metric};
	mc_header = &private_header;
	if (had_file && (!file_open_new() || !header_map()))
		file_give_up();
	fd_rest();
	mc_header->pid = (uint32_t)getpid();
	mc_header->parent_pid = parent;
	mc_header->inherited = inherited;
	mc_header->peak = inherited;
	for (size_t i = 0; i < count; i++)
		if (old[i].kind >= MEMPROF_THREAD && old[i].kind <= MEMPROF_FRAMES &&
		    mc_areas[old[i].thread]->fork_kept)
			mapping_renew(old[i], mc_areas[old[i].thread]->fork_index);
		else
			munmap(old[i].address, old[i].bytes);
	if (old)
		munmap(old, room * sizeof(*old));
	return had_file;
}

void mc_file_publish_all(void)
{
	for (size_t i = 0; i < mapping_count; i++)
		if (fd_is_ours())
			head_write(&mappings[i], mappings[i].kind);
	fd_rest();
}

int mc_file_flush(void)
{
	int result, error;

	if (!mc_file_is_open())
		return 0;
	if (!fd_is_ours()) {
		errno = EBADF;
		return -1;
	}
	result = fsync(fd);
	error = errno;
	fd_rest();
	errno = error;
	return result;
}

/* ---- META ---- */

static size_t meta_add(char *out, size_t at, size_t room, const char *text)
{
	size_t length = strlen(text) + 1;

	if (at + length > room)
		return at;
	memcpy(out + at, text, length);
	return at + length;
}

static size_t meta_pair(char *out, size_t at, size_t room, const char *key, const char *value)
{
	if (at + strlen(key) + strlen(value) + 2 > room)
		return at;
	at = meta_add(out, at, room, key);
	return meta_add(out, at, room, value);
}

/* What the program was called with, as pairs; a fork child's file says so too. A copy, since the
 * program may do with its arguments what it likes. */
static char *meta_arguments;
static size_t meta_arguments_size;

static void keep_arguments(int argc, char **argv)
{
	static const char key[] = "argument";
	size_t room = 0;

	for (int i = 0; i < argc; i++)
		room += argv[i] ? sizeof(key) + strlen(argv[i]) + 1 : 0;
	if (room == 0)
		return;
	meta_arguments = mmap(NULL, mc_round_page(room), PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (meta_arguments == MAP_FAILED)
		return;
	for (int i = 0; i < argc; i++)
		if (argv[i])
			meta_arguments_size =
				meta_pair(meta_arguments, meta_arguments_size, room, key, argv[i]);
}

void mc_file_meta(int argc, char **argv)
{
	keep_arguments(argc, argv);
	mc_file_meta_again();
}

/* Once per file. */
void mc_file_meta_again(void)
{
	char text[PATH_MAX] = "";
	size_t room = 2 * MC_PAGE + meta_arguments_size, at = 0;
	char *out;

	room = mc_round_page(room);
	out = mc_file_map(MEMPROF_META, 0, 0, room, NULL);
	if (!out)
		return;
	if (readlink("/proc/self/exe", text, sizeof(text) - 1) <= 0)
		text[0] = 0;
	at = meta_pair(out, at, room, "program", text[0] ? text : program_name);
	if (getcwd(text, sizeof(text)))
		at = meta_pair(out, at, room, "cwd", text);
	if (gethostname(text, 256) == 0)
		at = meta_pair(out, at, room, "host", text);
	at = meta_pair(out, at, room, "runtime", MEMCC_VERSION);
	if (at + meta_arguments_size <= room && meta_arguments_size > 0)
		memcpy(out + at, meta_arguments, meta_arguments_size);
	mc_file_publish(out);
}

/* budget_source.c - see budget_source.h. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "budget_source.h"
#include "common.h"

struct scanner {
	struct mp_arena *arena;
	struct budget_source *source;
	const char *at, *end;
	uint32_t line;
	const char *line_start;
	struct mp_text code;    /* of the current line */
	struct mp_text comment; /* the current one */
};

uint64_t budget_hash(const char *text)
{
	if (!*text)
		return 0;
	uint64_t hash = mp_hash(text, strlen(text));
	return hash ? hash : 1;
}

static void end_line(struct scanner *s)
{
	struct mp_text *code = &s->code;
	if (code->size && code->data[code->size - 1] == ' ')
		code->data[--code->size] = 0;
	struct budget_line *line = &s->source->lines[s->line++];
	line->code = code->size ? mp_arena_strndup(s->arena, code->data, code->size) : "";
	line->hash = budget_hash(line->code);
	code->size = 0;
	s->line_start = s->at;
}

static void add_code(struct scanner *s, char c)
{
	bool blank = isspace((unsigned char)c) || c == 0;
	if (blank && (s->code.size == 0 || s->code.data[s->code.size - 1] == ' '))
		return;
	c = blank ? ' ' : c;
	mp_text_add(&s->code, &c, 1);
}

/* Takes one character, keeping the book of lines. */
static char take(struct scanner *s)
{
	char c = *s->at++;
	if (c == '\n')
		end_line(s);
	return c;
}

static bool looks_at(const struct scanner *s, const char *text)
{
	size_t length = strlen(text);
	return (size_t)(s->end - s->at) >= length && memcmp(s->at, text, length) == 0;
}

static bool at_splice(const struct scanner *s)
{
	return looks_at(s, "\\\n") || looks_at(s, "\\\r\n");
}

static void skip_splice(struct scanner *s)
{
	while (take(s) != '\n')
		;
}

static void string(struct scanner *s, char quote)
{
	add_code(s, take(s));
	while (s->at < s->end && *s->at != '\n') {
		if (at_splice(s)) {
			skip_splice(s);
			continue;
		}
		char c = take(s);
		add_code(s, c);
		if (c == '\\' && s->at < s->end && *s->at != '\n')
			add_code(s, take(s));
		else if (c == quote)
			return;
	}
}

/* R"tag( ... )tag": the R was taken already. */
static void raw_string(struct scanner *s)
{
	const char *open = s->at + 1, *tag_end = open;
	while (tag_end < s->end && tag_end - open <= 16 && *tag_end != '(' && *tag_end != '\n')
		tag_end++;
	if (tag_end >= s->end || *tag_end != '(') {
		string(s, '"');
		return;
	}
	size_t tag = (size_t)(tag_end - open);
	while (s->at < s->end) {
		bool close = *s->at == ')' && (size_t)(s->end - s->at) >= tag + 2 &&
			     memcmp(s->at + 1, open, tag) == 0 && s->at[tag + 1] == '"';
		add_code(s, take(s));
		for (size_t i = 0; close && i <= tag; i++)
			add_code(s, take(s));
		if (close)
			return;
	}
}

static bool prefixes_raw(const struct scanner *s)
{
	const char *code = s->code.data;
	size_t size = s->code.size;
	if (size == 0 || code[size - 1] != 'R')
		return false;
	size--;
	if (size && strchr("uUL8", code[size - 1]))
		size -= code[size - 1] == '8' && size > 1 ? 2 : 1;
	return size == 0 || !(isalnum((unsigned char)code[size - 1]) || code[size - 1] == '_');
}

/* Where the comment speaks to us: at its beginning, or behind a further "//" of it. */
static char *find_call(char *text, bool *misspelt)
{
	char *nearly = NULL;
	*misspelt = false;
	for (;;) {
		text += strspn(text, " \t\r\n*/!<");
		if (strncmp(text, "memprof:", 8) == 0)
			return text + 8;
		if (!nearly && strncasecmp(text, "memprof", 7) == 0 && strspn(text + 7, " \t:"))
			nearly = text + 7 + strspn(text + 7, " \t:");
		text = strstr(text, "//");
		if (!text) {
			*misspelt = nearly != NULL;
			return nearly;
		}
	}
}

struct opened {
	uint32_t line;
	const char *start, *line_start;
	bool has_code;
};

static struct opened open_comment(struct scanner *s)
{
	bool has_code = s->code.size > 1 || (s->code.size == 1 && s->code.data[0] != ' ');
	s->comment.size = 0;
	mp_text_puts(&s->comment, "");
	return (struct opened){s->line, s->at, s->line_start, has_code};
}

static void close_comment(struct scanner *s, const struct opened *opened)
{
	bool misspelt;
	char *call = find_call(s->comment.data, &misspelt);
	if (!call)
		return;
	struct budget_source *source = s->source;
	struct budget_comment *comment =
		MP_PUSH(source->comments, source->comment_count, source->comment_room);
	call += strspn(call, " \t");
	size_t before = (size_t)(call - s->comment.data);
	comment->text = mp_arena_strdup(s->arena, call);
	comment->misspelt = misspelt;
	comment->line = opened->line;
	comment->column = (uint32_t)(opened->start - opened->line_start) + 1 + (uint32_t)before;
	for (const char *c = s->comment.data; c < call; c++)
		if (*c == '\n') {
			comment->line++;
			comment->column = (uint32_t)(call - c);
		}
	/* For now: the line if it has code before, or the last line of the comment, and the next
	 * lines if that has none. settle() looks at what follows. */
	comment->target = opened->has_code ? opened->line : s->line;
}

/* A budget whose line ends with a comma goes on in the next line's comment. */
static bool goes_on(const struct scanner *s)
{
	char *text = s->comment.data;
	size_t size = s->comment.size;
	bool misspelt;
	const char *next = s->at, *call = find_call(text, &misspelt);
	if (!call || misspelt || strstr(call, "--"))
		return false;
	while (size && isspace((unsigned char)text[size - 1]))
		size--;
	if (size == 0 || text[size - 1] != ',')
		return false;
	while (next < s->end && isspace((unsigned char)*next) && (next == s->at || *next != '\n'))
		next++;
	return s->end - next >= 2 && next[0] == '/' && next[1] == '/';
}

static void go_on(struct scanner *s)
{
	mp_text_puts(&s->comment, "\n");
	while (isspace((unsigned char)*s->at))
		take(s);
	while (s->at < s->end && *s->at == '/')
		take(s);
}

static void line_comment(struct scanner *s)
{
	struct opened opened = open_comment(s);
	while (s->at < s->end && (*s->at != '\n' || goes_on(s))) {
		if (*s->at == '\n') {
			go_on(s);
		} else if (at_splice(s)) {
			skip_splice(s);
			mp_text_puts(&s->comment, " ");
		} else {
			mp_text_add(&s->comment, s->at++, 1);
		}
	}
	close_comment(s, &opened);
}

static void block_comment(struct scanner *s)
{
	struct opened opened = open_comment(s);
	mp_text_add(&s->comment, s->at, 2);
	s->at += 2;
	bool new_line = false;
	while (s->at < s->end && !looks_at(s, "*/")) {
		char c = take(s);
		/* The stars down the left side are ornament. */
		bool ornament = new_line && (c == '*' || c == ' ' || c == '\t');
		new_line = c == '\n' || (ornament && c != '*');
		c = ornament && c == '*' ? ' ' : c;
		mp_text_add(&s->comment, &c, 1);
	}
	if (s->at < s->end)
		s->at += 2;
	add_code(s, ' ');
	close_comment(s, &opened);
}

static void scan_all(struct scanner *s)
{
	while (s->at < s->end) {
		if (at_splice(s))
			skip_splice(s);
		else if (looks_at(s, "//"))
			line_comment(s);
		else if (looks_at(s, "/*"))
			block_comment(s);
		else if (*s->at == '"' && prefixes_raw(s))
			raw_string(s);
		else if (*s->at == '"')
			string(s, '"');
		else if (*s->at == '\'' &&
			 !(s->code.size && isxdigit((unsigned char)s->code.data[s->code.size - 1])))
			string(s, '\'');
		else {
			char c = take(s);
			if (c != '\n')
				add_code(s, c);
		}
	}
	end_line(s);
}

static void settle(struct budget_source *source)
{
	for (size_t i = 0; i < source->comment_count; i++) {
		struct budget_comment *comment = &source->comments[i];
		uint32_t line = comment->target;
		while (line <= source->line_count &&
		       (!*source->lines[line].code || *source->lines[line].code == '#'))
			line++;
		comment->target = line <= source->line_count ? line : 0;
	}
}

void budget_source_scan(struct mp_arena *arena, struct budget_source *source, const char *text,
			size_t size)
{
	size_t lines = 2;
	for (size_t i = 0; i < size; i++)
		lines += text[i] == '\n';
	*source = (struct budget_source){
		.lines = mp_arena_alloc(arena, lines + 1, sizeof *source->lines),
		.line_count = (uint32_t)lines - 1};
	struct scanner s = {.arena = arena,
			    .source = source,
			    .at = text,
			    .end = text + size,
			    .line = 1,
			    .line_start = text};
	mp_text_puts(&s.code, "");
	mp_text_puts(&s.comment, "");
	if (text)
		scan_all(&s);
	settle(source);
	mp_text_free(&s.code);
	mp_text_free(&s.comment);
}

void budget_source_free(struct budget_source *source)
{
	free(source->comments);
	*source = (struct budget_source){0};
}

const char *budget_source_code(const struct budget_source *source, uint32_t line)
{
	if (line == 0 || line > source->line_count || !source->lines[line].code)
		return "";
	return source->lines[line].code;
}

uint32_t budget_source_continued_from(const struct budget_source *source, uint32_t line)
{
	while (--line >= 1) {
		const char *code = budget_source_code(source, line);
		if (!*code)
			continue;
		if (*code == '#' || strchr(";{}", code[strlen(code) - 1]))
			return 0;
		return line;
	}
	return 0;
}

const char *budget_normalise(struct mp_arena *arena, const char *text)
{
	struct budget_source source;
	budget_source_scan(arena, &source, text, strlen(text));
	const char *code = budget_source_code(&source, 1);
	budget_source_free(&source);
	return code;
}

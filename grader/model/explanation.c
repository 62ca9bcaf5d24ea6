#include "model/explanation.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

enum { FILE_BYTES_MAX = 64 * 1024 };

static const char command_indent[] = "    ";

static const char *const headings[EXPLANATION_SECTION_COUNT] = {
    [EXPLANATION_CHECKED] = "What is checked",
    [EXPLANATION_WHY] = "Why",
    [EXPLANATION_MISTAKE] = "The usual mistake",
    [EXPLANATION_READ] = "Read",
    [EXPLANATION_TRY] = "Try",
    [EXPLANATION_PRINTS] = "It prints",
};

const char *explanation_heading(enum explanation_section section)
{
    return headings[section];
}

void explanation_destroy(struct explanation *explanation)
{
    if (explanation == NULL) {
        return;
    }
    for (int i = 0; i < EXPLANATION_SECTION_COUNT; i++) {
        free(explanation->bodies[i]);
    }
    free(explanation->title);
    free(explanation->program);
    free(explanation->source);
    free(explanation);
}

void explanation_cleanup(struct explanation **explanation)
{
    explanation_destroy(*explanation);
}

/* A page being read. */
struct page {
    const char *name; /* for sentences */
    unsigned line;    /* counted from 1 */
    int section;      /* -1: before the first heading */
    struct text body; /* of the section */
    struct explanation *explanation;
    struct error *err;
};

static void page_finish(struct page *page)
{
    text_finish(&page->body);
}

static bool page_fault(const struct page *page, const char *sentence)
{
    return error_set(page->err, "%s:%u: %s", page->name, page->line, sentence);
}

/* The body without empty lines around it; NULL when nothing else is in it. Owned by the caller. */
static char *take_body(struct text *body)
{
    const char *begin = text_string(body);
    while (begin[0] == '\n') {
        begin++;
    }
    size_t length = strlen(begin);
    while (length > 0 && begin[length - 1] == '\n') {
        length--;
    }
    char *taken = length > 0 ? memory_copy_bytes(begin, length) : NULL;
    text_clear(body);
    return taken;
}

static bool end_section(struct page *page)
{
    if (page->section < 0) {
        return page->explanation->title != NULL ||
               page_fault(page, "it begins with a title line, '# …'");
    }
    char *body = take_body(&page->body);
    page->explanation->bodies[page->section] = body;
    return body != NULL || error_set(page->err, "%s:%u: the section before this line is empty",
                                     page->name, page->line);
}

static bool begin_section(struct page *page, const char *heading)
{
    if (!end_section(page)) {
        return false;
    }
    page->section++;
    if (page->section >= EXPLANATION_SECTION_COUNT) {
        return page_fault(page, "there is no section after 'It prints'");
    }
    return strcmp(heading, headings[page->section]) == 0 ||
           error_set(page->err, "%s:%u: the section '%s' belongs here, not '%s'", page->name,
                     page->line, headings[page->section], heading);
}

static bool is_plain(const char *line)
{
    for (; *line != '\0'; line++) {
        if (*line < ' ' || *line > '~') {
            return false;
        }
    }
    return true;
}

static bool read_line(struct page *page, const char *line)
{
    if (strlen(line) > EXPLANATION_COLUMNS_MAX) {
        return error_set(page->err, "%s:%u: the line has %zu columns, and %d are allowed",
                         page->name, page->line, strlen(line), EXPLANATION_COLUMNS_MAX);
    }
    if (!is_plain(line)) {
        return page_fault(page, "the page is not plain ASCII here");
    }
    if (page->line == 1 && strncmp(line, "# ", 2) == 0) {
        page->explanation->title = memory_copy_string(line + 2);
        return true;
    }
    if (strncmp(line, "## ", 3) == 0) {
        return begin_section(page, line + 3);
    }
    if (page->section < 0 && line[0] != '\0') {
        return page_fault(page, "only '# title' and an empty line stand before the sections");
    }
    text_format(&page->body, "%s\n", line);
    return true;
}

static bool read_lines(struct page *page, char *text)
{
    for (char *end; (end = strchr(text, '\n')) != NULL; text = end + 1) {
        *end = '\0';
        page->line++;
        if (!read_line(page, text)) {
            return false;
        }
    }
    if (page->line > EXPLANATION_LINES_MAX) {
        return error_set(page->err, "%s:%u: the page is longer than %d lines", page->name,
                         page->line, EXPLANATION_LINES_MAX);
    }
    if (page->section + 1 < EXPLANATION_SECTION_COUNT) {
        return error_set(page->err, "%s:%u: the section '%s' is missing", page->name, page->line,
                         headings[page->section + 1]);
    }
    return end_section(page);
}

/* The .c file that the commands of Try compile, owned by the caller; NULL when there is none. */
static char *find_program(const char *try)
{
    static const char of_names[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
    for (const char *dot = try; (dot = strstr(dot, ".c")) != NULL; dot++) {
        const char *begin = dot;
        while (begin > try && strchr(of_names, begin[-1]) != NULL) {
            begin--;
        }
        bool ends = dot[2] == '\0' || strchr(" \n;", dot[2]) != NULL;
        if (ends && begin < dot) {
            return memory_copy_bytes(begin, (size_t)(dot + 2 - begin));
        }
    }
    return NULL;
}

static bool has_indented_lines(const char *body)
{
    return strncmp(body, command_indent, strlen(command_indent)) == 0 ||
           strstr(body, "\n    ") != NULL;
}

static bool read_program(const struct manifest *manifest, struct page *page)
{
    struct explanation *explanation = page->explanation;
    const char *try = explanation->bodies[EXPLANATION_TRY];
    explanation->program = has_indented_lines(try) ? find_program(try) : NULL;
    if (explanation->program == NULL) {
        return error_set(
            page->err, "%s: 'Try' has no command that compiles a .c file, indented by four blanks",
            page->name);
    }
    if (!has_indented_lines(explanation->bodies[EXPLANATION_PRINTS])) {
        return error_set(page->err, "%s: 'It prints' has no line indented by four blanks",
                         page->name);
    }
    AUTO_FREE char *path = memory_format("%s/explain/%s", manifest->path, explanation->program);
    struct error cause;
    return file_read(path, FILE_BYTES_MAX, &explanation->source, NULL, &cause) ||
           error_set(page->err, "%s: its program cannot be read (%s)", page->name, cause.message);
}

bool explanation_load(const struct manifest *manifest, const char *id,
                      struct explanation **explanation, struct error *err)
{
    AUTO_FREE char *name = memory_format("exercises/%s/explain/%s.md", manifest->folder, id);
    AUTO_FREE char *path = memory_format("%s/explain/%s.md", manifest->path, id);
    AUTO_FREE char *text = NULL;
    if (!file_read(path, FILE_BYTES_MAX, &text, NULL, err)) {
        return false;
    }
    AUTO_EXPLANATION struct explanation *fresh = memory_allocate(1, sizeof *fresh);
    AUTO(page_finish)
    struct page page = {.name = name, .section = -1, .explanation = fresh, .err = err};
    if (!read_lines(&page, text) || !read_program(manifest, &page)) {
        return false;
    }
    *explanation = steal_pointer(&fresh);
    return true;
}

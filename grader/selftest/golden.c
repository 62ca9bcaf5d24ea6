#include "selftest/golden.h"

#include "base/memory.h"

#include <stddef.h>
#include <string.h>

static const char hole[] = "<any>";
enum { HOLE_LENGTH = sizeof hole - 1 };

struct line {
    const char *bytes; /* not terminated */
    size_t length;     /* without the newline */
};

/* Takes the next line off the text; false at its end. */
static bool take_line(const char **text, struct line *line)
{
    *line = (struct line){*text, strcspn(*text, "\n")};
    if (**text == '\0') {
        return false;
    }
    *text += line->length + ((*text)[line->length] == '\n');
    return true;
}

static bool is_hole(struct line golden, size_t at)
{
    return golden.length - at >= HOLE_LENGTH && memcmp(golden.bytes + at, hole, HOLE_LENGTH) == 0;
}

/* The usual way with one kind of star: when letters differ, the last hole takes one letter more. */
static bool line_matches(struct line golden, struct line line)
{
    size_t g = 0, l = 0;
    size_t behind_hole = 0, hole_end = 0;
    while (l < line.length) {
        if (is_hole(golden, g)) {
            g += HOLE_LENGTH;
            behind_hole = g;
            hole_end = l;
        } else if (g < golden.length && golden.bytes[g] == line.bytes[l]) {
            g++;
            l++;
        } else if (behind_hole > 0) {
            g = behind_hole;
            l = ++hole_end;
        } else {
            return false;
        }
    }
    while (is_hole(golden, g)) {
        g += HOLE_LENGTH;
    }
    return g == golden.length;
}

static char *copy_without_indentation(struct line line)
{
    size_t blanks = 0;
    while (blanks < line.length && line.bytes[blanks] == ' ') {
        blanks++;
    }
    return memory_copy_bytes(line.bytes + blanks, line.length - blanks);
}

bool golden_matches(const char *golden, const char *text, struct golden_difference *difference)
{
    struct line expected, got;
    *difference = (struct golden_difference){0};
    for (unsigned number = 1;; number++) {
        bool more_golden = take_line(&golden, &expected);
        bool more_text = take_line(&text, &got);
        if (!more_golden && !more_text) {
            return true;
        }
        if (more_golden != more_text || !line_matches(expected, got)) {
            *difference = (struct golden_difference){
                .line = number,
                .expected = copy_without_indentation(expected),
                .got = copy_without_indentation(got),
            };
            return false;
        }
    }
}

static bool has_hole(struct line golden)
{
    for (size_t i = 0; i < golden.length; i++) {
        if (is_hole(golden, i)) {
            return true;
        }
    }
    return false;
}

/* Looks for a line with a hole that matches, and moves `golden` behind it. */
static bool find_hole(const char **golden, struct line line, struct line *found)
{
    const char *rest = *golden;
    while (take_line(&rest, found)) {
        if (has_hole(*found) && line_matches(*found, line)) {
            *golden = rest;
            return true;
        }
    }
    return false;
}

void golden_renew(const char *golden, const char *text, struct text *out)
{
    struct line line, found;
    while (take_line(&text, &line)) {
        struct line chosen = find_hole(&golden, line, &found) ? found : line;
        text_append_bytes(out, chosen.bytes, chosen.length);
        text_append(out, "\n");
    }
}

void golden_difference_finish(struct golden_difference *difference)
{
    free(difference->expected);
    free(difference->got);
    *difference = (struct golden_difference){0};
}

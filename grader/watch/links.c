#include "watch/links.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { VTE_VERSION_LEAST = 5000 };

static bool begins_with(const char *name, const char *beginning)
{
    const char *value = getenv(name);
    return value != NULL && strncmp(value, beginning, strlen(beginning)) == 0;
}

static bool is_vscode(void)
{
    return begins_with("TERM_PROGRAM", "vscode");
}

bool links_are_safe(void)
{
    static const char *const names[][2] = {
        {"TERM", "xterm-kitty"},       {"TERM", "foot"},          {"TERM", "alacritty"},
        {"TERM", "wezterm"},           {"TERM", "xterm-ghostty"}, {"TERM_PROGRAM", "WezTerm"},
        {"TERM_PROGRAM", "iTerm.app"}, {"KONSOLE_VERSION", ""},   {"WT_SESSION", ""},
    };
    const char *vte = getenv("VTE_VERSION");
    if (getenv("TMUX") != NULL || begins_with("TERM", "screen") || begins_with("TERM", "tmux")) {
        return false;
    }
    bool safe = is_vscode() || (vte != NULL && strtol(vte, NULL, 10) >= VTE_VERSION_LEAST);
    for (size_t i = 0; !safe && i < sizeof names / sizeof names[0]; i++) {
        safe = begins_with(names[i][0], names[i][1]);
    }
    return safe;
}

/* RFC 3986: all but the unreserved characters and the slash as %XX. */
static void append_path(struct text *out, const char *path)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    for (; *path != '\0'; path++) {
        if (strchr(plain, *path) != NULL) {
            text_append_bytes(out, path, 1);
        } else {
            text_format(out, "%%%02X", (unsigned char)*path);
        }
    }
}

/* Only Visual Studio Code's own scheme has a place for the line. */
static void append_target(struct text *out, const char *path, unsigned line)
{
    char host[HOST_NAME_MAX + 1] = "";
    if (is_vscode()) {
        text_append(out, "vscode://file");
        append_path(out, path);
        text_format(out, ":%u", line);
        return;
    }
    (void)gethostname(host, sizeof host - 1);
    text_append(out, "file://");
    append_path(out, host);
    append_path(out, path);
}

static void append_link(struct text *out, const struct canvas *canvas,
                        const struct canvas_link *link, const char *path)
{
    text_format(out, "\033[%u;%uH\033]8;;", link->row + 1, link->column + 1);
    append_target(out, path, link->line);
    text_append(out, "\033\\");
    bool strong = canvas_cell(canvas, link->row, link->column)->tone == TONE_STRONG;
    text_append(out, strong ? "\033[1m" : "");
    for (unsigned i = 0; i < link->columns; i++) {
        text_append(out, canvas_cell(canvas, link->row, link->column + i)->bytes);
    }
    text_append(out, strong ? "\033[m" : "");
    text_append(out, "\033]8;;\033\\");
}

void links_append(struct text *out, const struct canvas *canvas, const char *path)
{
    text_append(out, canvas->link_count > 0 ? "\0337" : "");
    for (size_t i = 0; i < canvas->link_count; i++) {
        append_link(out, canvas, &canvas->links[i], path);
    }
    text_append(out, canvas->link_count > 0 ? "\0338" : "");
}

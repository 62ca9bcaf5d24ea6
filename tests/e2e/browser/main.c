/* look_at_pages BROWSER CHECKS.js FOLDER PAGE.html…: pages as a browser shows them.
 *
 * Each page is loaded at 1280 and at 400 pixels, light and dark, and for print. It must come without a request to anybody, and
 * without an error or a warning on the console. CHECKS.js is run in it, and its value is a list of faults. A fault is a
 * line on standard output, and exit status 1. Pictures go to FOLDER, in base64: NAME-WIDTH-SCHEME.png.b64, and
 * NAME.pdf.b64. Status 2: the browser could not be had. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "devtools.h"

enum { CHECKS_BYTES_MAX = 1 << 20, HEIGHT = 900, REQUESTS_OF_A_PAGE = 1 };

struct look {
    struct devtools devtools;
    const char *folder;
    char *checks;
    const char *page;
    const char *view; /* "1280-light" */
    bool loaded;
    unsigned requests;
    unsigned faults;
};

static void tell(struct look *look, const char *words)
{
    printf("%s (%s): %s\n", look->page, look->view, words);
    look->faults++;
}

static void see_event(void *context, const char *method, const json_t *params)
{
    struct look *look = context;
    if (strcmp(method, "Page.loadEventFired") == 0) {
        look->loaded = true;
    } else if (strcmp(method, "Network.requestWillBeSent") == 0) {
        look->requests++;
    } else if (strcmp(method, "Log.entryAdded") == 0 ||
               strcmp(method, "Runtime.exceptionThrown") == 0 ||
               strcmp(method, "Runtime.consoleAPICalled") == 0) {
        AUTO_FREE char *words = json_dumps(params, JSON_COMPACT);
        tell(look, words);
    }
}

static bool load(struct look *look)
{
    AUTO_FREE char *real = realpath(look->page, NULL);
    AUTO_FREE char *url = memory_format("file://%s", real != NULL ? real : look->page);
    look->loaded = false;
    look->requests = 0;
    if (!devtools_do(&look->devtools, "Page.navigate", json_pack("{s:s}", "url", url)) ||
        !devtools_wait(&look->devtools, &look->loaded)) {
        return false;
    }
    if (look->requests != REQUESTS_OF_A_PAGE) {
        tell(look, "it asks for more than itself");
    }
    return true;
}

static bool check(struct look *look)
{
    json_t *result =
        devtools_call(&look->devtools, "Runtime.evaluate",
                      json_pack("{s:s, s:b}", "expression", look->checks, "returnByValue", 1));
    const json_t *faults = json_object_get(json_object_get(result, "result"), "value");
    bool checked = json_is_array(faults);
    if (result != NULL && !checked) {
        AUTO_FREE char *words = json_dumps(result, JSON_COMPACT);
        (void)fprintf(stderr, "look_at_pages: the checks fail: %s\n", words);
    }
    for (size_t i = 0; i < json_array_size(faults); i++) {
        tell(look, json_string_value(json_array_get(faults, i)));
    }
    json_decref(result);
    return checked;
}

/* Some bytes that the browser has made, under a name of the page's and this end. */
static bool keep(struct look *look, const char *method, json_t *params, const char *end)
{
    const char *slash = strrchr(look->page, '/');
    AUTO_FREE char *path =
        memory_format("%s/%s%s.b64", look->folder, slash != NULL ? slash + 1 : look->page, end);
    json_t *result = devtools_call(&look->devtools, method, params);
    const char *data = json_string_value(json_object_get(result, "data"));
    struct error err;
    bool kept = data != NULL && file_write_atomic(path, data, strlen(data), &err);
    json_decref(result);
    return kept;
}

static bool look_at(struct look *look, int width, const char *scheme)
{
    AUTO_FREE char *view = memory_format("%d-%s", width, scheme);
    AUTO_FREE char *end = memory_format("-%s.png", view);
    look->view = view;
    bool looked = devtools_do(&look->devtools, "Emulation.setDeviceMetricsOverride",
                              json_pack("{s:i, s:i, s:i, s:b}", "width", width, "height", HEIGHT,
                                        "deviceScaleFactor", 1, "mobile", 0)) &&
                  devtools_do(&look->devtools, "Emulation.setEmulatedMedia",
                              json_pack("{s:s, s:[{s:s, s:s}]}", "media", "screen", "features",
                                        "name", "prefers-color-scheme", "value", scheme)) &&
                  load(look) && check(look) &&
                  keep(look, "Page.captureScreenshot",
                       json_pack("{s:s, s:b}", "format", "png", "captureBeyondViewport", 1), end);
    return looked;
}

static bool print_page(struct look *look)
{
    look->view = "print";
    return devtools_do(&look->devtools, "Emulation.setEmulatedMedia",
                       json_pack("{s:s}", "media", "print")) &&
           check(look) &&
           keep(look, "Page.printToPDF", json_pack("{s:b}", "printBackground", 0), ".pdf");
}

static bool look_at_page(struct look *look, const char *page)
{
    look->page = page;
    return look_at(look, 400, "light") && look_at(look, 1280, "dark") &&
           look_at(look, 1280, "light") && print_page(look);
}

int main(int argc, char **argv)
{
    struct look look = {0};
    struct error err;
    if (argc < 5) {
        (void)fprintf(stderr, "usage: look_at_pages BROWSER CHECKS.js FOLDER PAGE.html...\n");
        return 2;
    }
    look.folder = argv[3];
    if (!file_read(argv[2], CHECKS_BYTES_MAX, &look.checks, NULL, &err)) {
        (void)fprintf(stderr, "look_at_pages: %s\n", err.message);
        return 2;
    }
    AUTO_FREE char *profile = memory_format("%s/profile", look.folder);
    bool looked =
        devtools_start(&look.devtools, argv[1], profile) && devtools_open_page(&look.devtools);
    look.devtools.on_event = see_event;
    look.devtools.context = &look;
    for (int i = 4; i < argc && looked; i++) {
        looked = look_at_page(&look, argv[i]);
    }
    devtools_stop(&look.devtools);
    free(look.checks);
    return !looked ? 2 : look.faults > 0 ? 1 : 0;
}

#include "stage/build_script.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"

/* The given header is found as <header.h>, too: with -I, which a learner's own command may have, it is.
 *
 * What is linked is what was looked at: no intermediate code, of which the linker would have more made. No
 * stack is executable, whatever the file asks for; what would need one (a nested function whose address is taken)
 * is an error.
 *
 * The look at the object and the link go on at the same time: the two ends of a pipe, through which nothing
 * goes. What the linker says of an object that is refused for what it holds is of no interest. */
static const char script_format[] =
    "f='%s' n=%s;"
    " look() { readelf -SsW o.o > list || return 10;"
    " ! grep -qE '[]] +[.](rela[.]?)?(init|fini|preinit|ctors|dtors)' list || return 12;"
    " ! grep -q ' IFUNC ' list || return 13;"
    " ! grep -E ' (HIDDEN|INTERNAL) +[0-9]+ (%s)$' list > hidden || return 15; };"
    /* Only a source with the word, or with what it could be put together from, goes through the preprocessor. */
    " hides() { grep -Eq 'sanitize|##|%%:|[?][?]|\\\\$' %s &&"
    " gcc -std=c17 -D_GNU_SOURCE $f -w -E -idirafter . -include %s %s 2> unsaid$n |"
    " sed 's/\"[^\"]*\"//g' | grep -Eq '(^|[^[:alnum:]_])_*no_sanitize'; };"
    " cat > %s || exit 9; if hides; then exit 14; fi;"
    " { gcc -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror=trampolines -fmax-errors=100 $f -g -pipe "
    "-fPIC "
    "-fno-diagnostics-show-caret"
    " -fdiagnostics-color=never -idirafter . -include %s -c -o o.o %s || exit 10;"
    " { look; echo $? > looked; } |"
    " gcc -shared -fno-lto -fno-use-linker-plugin -o o.so o.o -Wl,--version-script=exports$n"
    " -Wl,-z,defs -Wl,-z,now -Wl,-z,noexecstack%s -pthread -lrt -lm"
    " 2> unlinked; linked=$?;"
    " sed -n \"s/.* \\(.*\\)/hidden symbol \\`\\1'/p\" hidden;"
    " read looked < looked; [ $looked = 0 ] || exit $looked;"
    " cat unlinked;"
    " [ $linked = 0 ] || exit 11; } >&2;"
    " exec cat o.so";

/* Both see the same macros, and so does the races checker (races/build_object.sh): else a source could be one program
 * where it is tested and another where it is watched. */
#define SAME_MACROS                                                                                \
    "-D_FORTIFY_SOURCE=2 -D__error__(words)=__error__(words) -U__NO_INLINE__ -U__SSP_STRONG__"

static const char *flags_of(enum build_variant variant)
{
    return variant == BUILD_NATIVE ? "-O2 -fstack-protector-strong " SAME_MACROS
                                   : "-O1 -fno-inline -fno-omit-frame-pointer " SAME_MACROS;
}

char *build_script_write(const struct manifest *manifest, enum build_variant variant,
                         const char *suffix)
{
    AUTO_TEXT struct text required = {0};
    AUTO_TEXT struct text functions = {0};
    /* The linker tells of the last one first. */
    for (size_t i = manifest->functions.count; i-- > 0;) {
        const char *function = manifest->functions.items[i];
        text_format(&required, " -Wl,--require-defined=%s", function);
        text_format(&functions, "%s%s", functions.length > 0 ? "|" : "", function);
    }
    const char *source = manifest->source;
    return memory_format(script_format, flags_of(variant), suffix, text_string(&functions), source,
                         manifest->header, source, source, manifest->header, source,
                         text_string(&required));
}

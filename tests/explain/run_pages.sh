#!/bin/sh
# run_pages.sh CC ROOT NN-name: is what the pages of `grader explain` say their programs print what they
# print?
#
# The commands of each page's Try are run in a copy of the folder, as a reader would type them, and
# what they print is compared with the page. The programs compile without a warning, each is named by
# a page, and none leaves an IPC object behind, which is seen where the machine grants namespaces.
set -eu

usage='usage: run_pages.sh CC ROOT NN-name'
cc=${1:?$usage}
root=${2:?$usage}
name=${3:?$usage}

# In namespaces of its own: whatever the programs leave, objects or processes, can be seen, and goes.
alone() {
    bwrap --dev-bind / / --unshare-ipc --unshare-pid --proc /proc --perms 1777 --tmpfs /dev/shm \
        --die-with-parent -- "$@"
}
if [ -z "${EXPLAIN_ALONE-}" ]; then
    if alone true 2>/dev/null; then
        EXPLAIN_ALONE=yes
        export EXPLAIN_ALONE
        alone "$0" "$@"
        exit
    fi
    EXPLAIN_ALONE=no
    echo "no namespaces here: whether the programs clean up is not looked at"
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0
fail() {
    echo "not ok: $1"
    sed 's/^/    /' "$scratch/shown"
    failures=$((failures + 1))
}

# section PAGE HEADING: the lines of a section that are indented by four blanks, without the blanks
section() {
    awk -v heading="## $2" '/^## / { inside = $0 == heading }
        inside && sub(/^    /, "")' "$1"
}

leftovers() {
    tail -q -n +2 /proc/sysvipc/shm /proc/sysvipc/sem /proc/sysvipc/msg
    ls -A /dev/shm
}

mkdir -p "$scratch/exercises/$name"
cp -R "$root/exercises/$name/explain" "$scratch/exercises/$name/explain"
cd "$scratch"
explain="exercises/$name/explain"
checked=0

for program in "$explain"/*.c; do
    "$cc" -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror -pthread -fsyntax-only "$program" \
        >shown 2>&1 || fail "$program compiles without a warning"
    awk 'length > 76 { print FILENAME ":" FNR ": " length " columns"; wide = 1 } END { exit wide }' \
        "$program" >shown || fail "$program fits into 76 columns, to be shown in a terminal"
    grep -qF " ${program##*/}" "$explain"/*.md || {
        : >shown
        fail "$program is named by a page"
    }
done

for page in "$explain"/*.md; do
    section "$page" "Try" >commands
    section "$page" "It prints" >expected
    if ! timeout 60 sh -eu commands >shown 2>&1 </dev/null; then
        fail "the commands of $page end well"
    elif ! diff expected shown >difference; then
        mv difference shown
        fail "$page tells what its program prints (< told, > printed)"
    fi
    if [ "$EXPLAIN_ALONE" = yes ] && [ -n "$(leftovers)" ]; then
        leftovers >shown
        fail "the program of $page leaves nothing behind"
    fi
    checked=$((checked + 1))
done

echo "$name: $checked pages run, $failures failures"
[ "$failures" -eq 0 ] && [ "$checked" -gt 0 ]

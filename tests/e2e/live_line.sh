#!/bin/sh
# live_line.sh GRADER: the line that says how far a grading is, on a terminal and only there.
set -eu

grader=${1:?usage: live_line.sh GRADER}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0
escape=$(printf '\033')
export TERM=xterm

expect() {
    title=$1
    shift
    if "$@"; then
        echo "ok: $title"
    else
        echo "not ok: $title"
        failures=$((failures + 1))
    fi
}
holds() {
    grep -q "$1" "$2"
}
holds_not() {
    ! grep -q "$1" "$2"
}

"$grader" check 1 --solutions --fast --color=never >"$scratch/out" 2>"$scratch/err"
expect "nothing on standard error of a pipe" test ! -s "$scratch/err"
expect "no escape in a pipe" holds_not "$escape" "$scratch/out"

# script(1) gives the program a terminal and copies what it shows.
if command -v script >/dev/null; then
    script -qec "'$grader' check 1 --solutions --fast --color=never" /dev/null </dev/null >"$scratch/shown"
    expect "a line on a terminal" holds "01-ftok-keys: 1 of 1 passes done" "$scratch/shown"
    tr '\r' '\n' <"$scratch/shown" >"$scratch/lines"
    last=$(grep -n "passes done" "$scratch/lines" | tail -n 1 | cut -d: -f1)
    sed "1,${last}d" "$scratch/lines" >"$scratch/rest"
    expect "it is taken back" holds "^$escape\[K" "$scratch/rest"
    expect "the report comes after it" holds "passed" "$scratch/rest"
    script -qec "'$grader' check 1 --solutions --fast --color=never 2>'$scratch/err'" /dev/null \
        </dev/null >"$scratch/shown"
    expect "none when standard error goes elsewhere" test ! -s "$scratch/err"
    script -qec "TERM=dumb '$grader' check 1 --solutions --fast" /dev/null </dev/null >"$scratch/shown"
    expect "none on a dumb terminal" holds_not "passes done" "$scratch/shown"
else
    echo "skipped: script(1) is not here"
fi
[ "$failures" -eq 0 ]

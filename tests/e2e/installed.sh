#!/bin/sh
# installed.sh CMAKE BUILD ROOT: what `cmake --install` puts into a prefix works there, wherever that is.
set -eu

usage="usage: installed.sh CMAKE BUILD ROOT"
cmake=${1:?$usage}
build=${2:?$usage}
root=${3:?$usage}
# shellcheck source=tests/e2e/expect.sh
. "$(cd "$(dirname "$0")" && pwd)/expect.sh"

refuses() {
    ! "$@"
}

prefix="$scratch/a prefix"
grader="$prefix/bin/grader"
expect "it is installed" "$cmake" --install "$build" --prefix "$prefix" --strip
expect "it lists its exercises" "$grader" list
expect "a solution passes" "$grader" check 1 --file "$root/solutions/01-ftok-keys/ftok_keys.c"
expect "a check is explained" "$grader" explain 1/key-of-file
expect "a demo plays" "$grader" demo posix --plain
expect "words are completed" "$grader" completion bash
expect "it has the stubs that reset needs" [ -e "$prefix/share/workbook/stubs/01-ftok-keys/ftok_keys.c" ]
# What lies in exercises/ is the learner's, and may be solved; what is installed is what everybody begins with.
same_stubs() {
    for stub in "$root"/tests/exercises/*/stub/*.[ch]; do
        folder=${stub%/stub/*}
        cmp "$stub" "$prefix/share/workbook/exercises/${folder##*/}/${stub##*/}" || return 1
    done
}
expect "its exercises are stubs, whatever lies in the source tree" same_stubs
expect "and no more sources than that" \
    [ "$(find "$prefix/share/workbook/exercises" -name '*.c' -not -path '*/explain/*' | wc -l)" -eq \
    "$(find "$root"/tests/exercises/*/stub -name '*.c' | wc -l)" ]
expect "no handout is made of it" refuses "$grader" handout --output "$scratch/handout.tar.gz"
[ "$failures" -eq 0 ]

#!/bin/sh
# hostile_map.sh ROOT BUILD: do docs/hostile.md and docs/sandbox.md tell of the tests that there are?
#
# Each name in the last column of hostile.md's tables is a test of the build folder, each test that sandbox.md names is one, or
# a folder of some, and each case of tests/hostile stands in a row of hostile.md. Prints what does not hold; exit status 1
# then.
set -eu

usage="usage: hostile_map.sh ROOT BUILD"
root=${1:?$usage}
build=${2:?$usage}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

fail() {
    echo "$*"
    failures=$((failures + 1))
}

# As CTest reads them; a second ctest in the folder would take the log of the one that is running.
find "$build" -name CTestTestfile.cmake -exec sed -n 's/^ *add_test(\(\[=*\[\|"\)*\([^]" ]*\).*/\2/p' {} + >"$scratch/tests"
# shellcheck disable=SC2016 # the backquotes are meant
sed -n 's/^|.*|\(.*\)|$/\1/p' "$root/docs/hostile.md" | grep -o '`[^`]*`' | tr -d '`' | sort -u >"$scratch/named"
# shellcheck disable=SC2016
grep -oE '`(hostile|e2e|unit|fuzz)/[^` ]+`' "$root/docs/sandbox.md" | tr -d '`' | sed 's:/$::' | sort -u >"$scratch/proofs"
(cd "$root/tests/hostile" && ls -- */*.c) | sed 's/[.]c$//' >"$scratch/cases"
for list in tests named proofs cases; do
    [ -s "$scratch/$list" ] || fail "nothing found to compare: $list"
done

while read -r name; do
    grep -qxF -e "$name" -e "hostile/$name" "$scratch/tests" || fail "docs/hostile.md: there is no test $name"
done <"$scratch/named"
while read -r name; do
    grep -qE "^$name(/|\$)" "$scratch/tests" || fail "docs/sandbox.md: there is no test $name"
done <"$scratch/proofs"
while read -r name; do
    grep -qxF "$name" "$scratch/named" || fail "docs/hostile.md: tests/hostile/$name.c stands in no row"
done <"$scratch/cases"
[ "$failures" -eq 0 ]

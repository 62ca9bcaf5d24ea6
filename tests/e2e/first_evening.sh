#!/bin/sh
# first_evening.sh GRADER ROOT: docs/first-evening.md shows what a newcomer sees. Its commands are run in a workbook of their own, with
# the function that stands in the page and then with the model solution, and print what the page says, word for word.
set -eu
usage="usage: $0 GRADER ROOT"
grader=${1:?$usage}
root=${2:?$usage}
page="$root/docs/first-evening.md"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/workbook" "$scratch/blocks"
cp -R "$root/exercises" "$root/solutions" "$scratch/workbook/"
for stub in "$root"/tests/exercises/*/stub; do
    cp -R "$stub/." "$scratch/workbook/exercises/$(basename "$(dirname "$stub")")/"
done
export WORKBOOK_ROOT="$scratch/workbook" WORKBOOK_STATE="$scratch/state"
export LC_ALL=C.UTF-8 TERM=xterm-256color NO_COLOR=1
unset COLUMNS
source_file="$WORKBOOK_ROOT/exercises/01-ftok-keys/ftok_keys.c"

# The page's blocks, a file each: blocks/1, blocks/2, … What the start script says by itself is not the grader's.
awk -v folder="$scratch/blocks" '
    /^```/ { inside = !inside; if (inside) { count++ } next }
    inside && !/^workbook: / && !/^\$ git / { print >(folder "/" count) }
' "$page"

# The function of the page takes the place of the stub's.
write_function() { # BLOCK
    awk -v new="$1" '
        /^key_t make_key/ { while ((getline line <new) > 0) { print line } skipping = 1 }
        !skipping { print }
        /^}/ { skipping = 0 }
    ' "$source_file" >"$scratch/written"
    cp "$scratch/written" "$source_file"
}

failures=0
count=0
for block in $(seq "$(find "$scratch/blocks" -type f | wc -l)"); do
    shown="$scratch/blocks/$block"
    command=$(sed -n '1s/^\$ \.\/workbook *//p' "$shown")
    if ! head -n 1 "$shown" | grep -q '^\$ '; then
        write_function "$shown"
        continue
    fi
    sed 1d "$shown" | sed '1{/^$/!s/^/\n/}' >"$scratch/expected"
    # The last check is that of the finished file.
    if grep -q 'Passed: 10 of 10' "$shown"; then
        cp "$root/solutions/01-ftok-keys/ftok_keys.c" "$source_file"
    fi
    # The words of a command are words here, too.
    # shellcheck disable=SC2086
    "$grader" $command >"$scratch/said" 2>"$scratch/complaints" </dev/null || :
    count=$((count + 1))
    # The page leaves empty lines at the end out.
    sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' "$scratch/said" >"$scratch/seen"
    if cmp -s "$scratch/expected" "$scratch/seen" && [ ! -s "$scratch/complaints" ]; then
        echo "ok: ./workbook $command"
    else
        echo "not ok: ./workbook $command"
        diff "$scratch/expected" "$scratch/seen" || cat "$scratch/complaints"
        failures=$((failures + 1))
    fi
done
[ "$count" -ge 6 ] || {
    echo "not ok: the page has $count commands"
    exit 1
}
[ "$failures" -eq 0 ]

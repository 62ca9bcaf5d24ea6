#!/bin/sh
# disturbed.sh GRADER ROOT REFUSE JUMPING_CLOCK: what others may do to a grading while it goes on, and shall not matter: the
# clock is set, the folder of progress is taken away or is something else, other users have taken names that look like
# the grader's, or hold locks on what they can open. With namespaces and without.
set -eu

usage="usage: disturbed.sh GRADER ROOT REFUSE JUMPING_CLOCK"
grader=${1:?$usage}
root=${2:?$usage}
refuse=${3:?$usage}
clock=${4:?$usage}
# shellcheck source=tests/e2e/expect.sh
. "$(dirname "$0")/expect.sh"
mkdir "$scratch/workbook" "$scratch/runs"
chmod 755 "$scratch"
chmod 1777 "$scratch/runs"
cp -R "$root/exercises" "$root/solutions" "$scratch/workbook/"
cp "$root/solutions/01-ftok-keys/ftok_keys.c" "$scratch/workbook/exercises/01-ftok-keys/"
export WORKBOOK_ROOT="$scratch/workbook" WORKBOOK_STATE="$scratch/state" WORKBOOK_RUN_FOLDER="$scratch/runs"

# passes COMMAND…: with nothing to complain of
passes() {
    "$@" >"$scratch/out" 2>"$scratch/err" </dev/null && [ ! -s "$scratch/err" ] || {
        cat "$scratch/err"
        return 1
    }
}
# tells WORDS COMMAND…: the exercise passes all the same
tells() {
    words=$1
    shift
    "$@" >"$scratch/out" 2>"$scratch/err" </dev/null && grep -q -- "$words" "$scratch/err" || {
        cat "$scratch/err"
        return 1
    }
}
nothing_is_left() {
    [ -z "$(ls -A "$scratch/runs")" ]
}

# --- The clock on the wall ----------------------------------------------------------------------------

with_jumps() {
    ASAN_OPTIONS="${ASAN_OPTIONS-}:verify_asan_link_order=0" LD_PRELOAD="$clock" "$@"
}
expect "a clock that is set" passes with_jumps "$grader" check 1 5 --solutions --fast
expect "a clock that is set, without namespaces" passes with_jumps "$refuse" "$grader" check 1 5 --solutions --fast

# --- The folder of progress ---------------------------------------------------------------------------

# It is opened when the verdict is there, and gone by then.
without_state() {
    "$grader" check 1 --fast &
    rm -rf "$WORKBOOK_STATE"
    wait "$!"
}
expect "progress is kept" passes "$grader" check 1 --fast
expect "progress is taken away in the middle" passes without_state
expect "and is kept again" test -s "$WORKBOOK_STATE/progress.db"
rm -rf "$WORKBOOK_STATE"
echo "somebody's" >"$WORKBOOK_STATE"
expect "a file is where progress should be" tells "not recorded: .*is no folder\|not recorded: .*Not a directory" \
    "$grader" check 1 --fast
expect "it stays as it is" grep -q "somebody's" "$WORKBOOK_STATE"
rm -f "$WORKBOOK_STATE"

# --- Other users --------------------------------------------------------------------------------------

if [ "$(id -u)" -eq 0 ]; then
    as_other() {
        setpriv --reuid=61778 --regid=61778 --clear-groups "$@"
    }
    mark="a folder of grader check, removed by it or by its successor"
    as_other mkdir -m 1700 "$scratch/runs/workbook-000001"
    as_other mkdir -m 777 "$scratch/runs/workbook-000002"
    as_other sh -c 'echo "$1" >"$2/of-a-grader"' sh "$mark" "$scratch/runs/workbook-000002"
    as_other ln -s "$WORKBOOK_ROOT" "$scratch/runs/workbook-000003"
    as_other mkfifo "$scratch/runs/workbook-000004"
    ls -lA "$scratch/runs" >"$scratch/before"
    expect "names like ours are taken" passes "$refuse" "$grader" check 1 --solutions --fast
    ls -lA "$scratch/runs" >"$scratch/after"
    expect "they stay as they are" cmp "$scratch/before" "$scratch/after"
    rm -rf "$scratch/runs"
    mkdir -m 1777 "$scratch/runs"
fi
expect "nothing is left" nothing_is_left
[ "$failures" -eq 0 ]

#!/bin/sh
# load.sh GRADER: a repeated selftest really has its load, and the load ends with it.
set -eu

grader=${1:?usage: load.sh GRADER}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

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
    grep -Eq "$1" "$scratch/out"
}
holds_not() {
    ! holds "$1"
}

"$grader" selftest 1 --only solutions --fast --repeat 3 --load delays --color=never >"$scratch/out"
expect "the reference has no load" holds '^    round 1   none +[0-9.]+ s$'
expect "system calls are delayed" \
    holds '^    round 2   delays +[0-9.]+ s, [1-9][0-9]* of [1-9][0-9]+ system calls delayed$'
expect "in each round" \
    holds '^    round 3   delays +[0-9.]+ s, [1-9][0-9]* of [1-9][0-9]+ system calls delayed$'
expect "and no verdict differs" holds '^  3 rounds . 1 sources: 0 verdicts differ$'

"$grader" selftest 1 --only solutions --fast --repeat 2 --load all --color=never >"$scratch/out"
expect "all loads at the same time" holds '^    round 2   all .* system calls delayed$'

"$grader" selftest 1 --only solutions --fast --repeat 2 --load hogs --color=never >"$scratch/out"
expect "busy processes delay no system call" holds_not 'delayed'

# A grader that is killed takes its busy processes with it.
"$grader" selftest --only solutions --fast --repeat 1000 --load hogs >"$scratch/out" 2>&1 &
pid=$!
# shellcheck disable=SC2016
timeout 120 sh -c 'until pgrep -P "$1" -x grader; do sleep 0.05; done' sh "$pid" >"$scratch/hogs"
expect "there are busy processes" test -s "$scratch/hogs"
kill -KILL "$pid"
wait "$pid" || :
while read -r hog; do
    expect "$hog has ended" timeout 20 tail --pid="$hog" -f /dev/null
done <"$scratch/hogs"

exit "$((failures > 0))"

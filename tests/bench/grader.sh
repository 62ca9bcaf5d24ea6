#!/usr/bin/env bash
# The speed of the grader, as ratios to named baselines measured in the same run.
#
#   tests/bench/grader.sh [ROUNDS]
#
# Baselines, for the model solutions, with as many tests as the exercise has behaviour checks:
#   naive   the student's file linked into a Criterion program; run plain, then under
#           valgrind --trace-children=yes (Criterion runs each test in a fresh process)
#   plain   the same calls in a program that forks for each test; run plain, then under one Valgrind
# Both include compiling, as the grader's time does. Rounds are interleaved; medians are printed.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
grader=$root/build/dev/bin/grader
rounds=${1:-3}
work=$(mktemp -d "$root/build/bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
names=$(cd "$root/exercises" && ls -d [0-9][0-9]-*)

now_ms() { echo $(($(date +%s%N) / 1000000)); }

# Milliseconds that a command took, appended to a file of that name.
timed() {
    local label=$1 begin
    shift
    begin=$(now_ms)
    "$@" >"$work/output" 2>&1 || true
    echo $(($(now_ms) - begin)) >>"$work/$label.ms"
}

median() { sort -n "$work/$1.ms" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

count_tests() { grep -c 'stage = "behaviour"' "$root/exercises/$1/exercise.cfg"; }

# compile NAME OUTPUT FLAGS…
compile() {
    local name=$1 output=$2 source
    shift 2
    source=$(echo "$root/solutions/$name/"*.c)
    gcc -std=c17 -D_GNU_SOURCE -O1 -g -I"$root/exercises/$name" -I"$root/tests/bench/naive" \
        -DTESTS="$(count_tests "$name")" "$root/tests/bench/naive/$name.c" "$source" -o "$output" "$@" \
        -pthread -lrt
}

run_naive() {
    compile "$1" "$work/naive" -lcriterion
    "$work/naive" --jobs 1
    valgrind --quiet --leak-check=full --trace-children=yes "$work/naive" --jobs 1
}

run_plain() {
    compile "$1" "$work/plain" -DPLAIN
    "$work/plain"
    valgrind --quiet --leak-check=full "$work/plain"
}

run_all_naive() { for name in $names; do run_naive "$name"; done; }

for ((round = 0; round < rounds; round++)); do
    timed all-naive run_all_naive
    timed all-ours "$grader" check --solutions
    for name in $names; do
        timed "plain-$name" run_plain "$name"
        timed "ours-$name" "$grader" check --solutions "$name"
        timed "fast-$name" "$grader" check --solutions --fast "$name"
    done
done

printf '%-22s %9s %9s %7s %9s\n' "milliseconds (median)" plain grader ratio '--fast'
for name in $names; do
    plain=$(median "plain-$name") ours=$(median "ours-$name")
    printf '%-22s %9d %9d %7.2f %9d\n' "$name" "$plain" "$ours" \
        "$(awk "BEGIN { print $plain / $ours }")" "$(median "fast-$name")"
done
naive=$(median all-naive) ours=$(median all-ours)
printf '%-22s %9d %9d %7.2f  (naive / grader)\n' 'whole workbook' "$naive" "$ours" \
    "$(awk "BEGIN { print $naive / $ours }")"

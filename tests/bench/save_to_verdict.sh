#!/usr/bin/env bash
# The time from saving a file to its verdict, beside compiling and linking the same file alone.
#
#   tests/bench/save_to_verdict.sh [-n SAVES] [-p PAUSE_MS] [-c] [EXERCISE|SOURCE…]
#
# For every exercise (or those that are named) SAVES saves (50) of the model solution by one program that
# grades on save, as `grader watch` does; -c: by a grading that knows nothing of the one before, as
# `grader check` does. Between a verdict and the next save PAUSE_MS (1000) pass. Compiling and linking
# alone is measured before each save, with the grader's flags and outside of any sandbox. Median, least
# and greatest of milliseconds, and the median's ratio to compiling and linking. A SOURCE is a path to another
# file of an exercise: tests/exercises/05-ready-flag/mutants/flag-first.c.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build/dev
saves=50 pause=1000 mode=warm
while getopts n:p:c option; do
    case $option in
    n) saves=$OPTARG ;;
    p) pause=$OPTARG ;;
    c) mode=cold ;;
    *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- $(cd "$root/exercises" && ls -d [0-9][0-9]-*)

cmake --build "$build" --target bench-save >/dev/null
rows=$(mktemp)
trap 'rm -f "$rows"' EXIT

# statistics COLUMN LABEL: over the rows in which it happened at all.
statistics() {
    awk -v column="$1" '$column > 0 { print $column, $1 }' "$rows" | sort -n |
        awk -v label="$2" -v base="$base" '
            { value[NR] = $1 }
            END {
                if (NR > 0) {
                    median = value[int((NR + 1) / 2)]
                    printf "  %-28s %8.1f %8.1f %8.1f %7.2f\n", label, median / 1000, value[1] / 1000,
                        value[NR] / 1000, median / base
                }
            }'
}

for what in "$@"; do
    source=$what
    exercise=$(basename "$what")
    if [ -f "$what" ]; then
        exercise=$(grep -oE '[0-9]{2}-[a-z-]+' <<<"$(realpath "$what")" | tail -1)
    else
        source=$(echo "$root/solutions/$exercise"/*.c)
    fi
    "$build/bin/bench-save" "$mode" "$exercise" "$source" "$saves" "$pause" >"$rows"
    base=$(awk '{ print $1 }' "$rows" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }')
    printf '%-30s %8s %8s %8s %7s   (%s, %d saves)\n' "$(basename "$what")" median min max ratio "$mode" "$saves"
    statistics 1 'compile and link alone'
    statistics 2 'save -> build verdict'
    statistics 3 'save -> first check'
    statistics 4 'save -> first failing check'
    statistics 5 'save -> last check'
    statistics 6 'save -> native verdict'
    statistics 7 'save -> whole verdict'
done

#!/usr/bin/env bash
# How fast a class is graded: submissions per minute, memory, and how that compares to one by one.
#
#   tests/bench/batch.sh [-f] [-j JOBS] [-e EXERCISES] [COUNT [SAMPLE]]
#
# A class of COUNT submissions (300), no two alike, of solutions, alternatives, mutants and hostile sources of all kinds, in
# the layouts of Moodle, Canvas, Gradescope, folders and archives (tests/e2e/batch/make_class.sh), is graded on all
# seven exercises, or EXERCISES; then again, with nothing changed. SAMPLE of them (20), spread over the class, are graded one by one with
# `grader check`, and as a class of their own with `grader batch`: the ratio is that of the same submissions.
# -f leaves Valgrind and the races out, -j says how many at the same time, -e which exercises ("2 5"). The machine should be quiet.
set -euo pipefail

fast=()
jobs=()
exercises="1 2 3 4 5 6 7"
while getopts fj:e: option; do
    case $option in
    f) fast=(--fast) ;;
    j) jobs=(--jobs "$OPTARG") ;;
    e) exercises=$OPTARG ;;
    *) sed -n 's/^# \{0,1\}//; 2,4p' "$0" >&2 && exit 2 ;;
    esac
done
shift $((OPTIND - 1))
count=${1:-300}
sample=${2:-20}
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build/dev
grader=$build/bin/grader
archiver=$build/tests/e2e/make_archive
work=$(mktemp -d "$root/build/bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
export WORKBOOK_STATE=$work/state

# measured NAME COMMAND…: what it cost goes to $work/NAME.cost, what it says to $work/NAME.out. Work that fails is no failure.
measured() {
    local name=$1 status=0
    shift
    "$build/tests/bench/bench_peak" "$work/$name.cost" "$@" >"$work/$name.out" 2>&1 || status=$?
    if [ "$status" -gt 1 ]; then
        cat "$work/$name.out"
        exit 1
    fi
}
batch() { # NAME FOLDER GRADEBOOK
    # shellcheck disable=SC2086
    measured "$1" "$grader" batch "$2" $exercises --gradebook "$3" "${fast[@]}" "${jobs[@]}"
}
one_by_one() {
    local student
    for student in "$work"/chosen/*/; do
        "$grader" check $exercises --dir "$student" "${fast[@]}" >"$work/check.out" 2>&1 || [ $? -eq 1 ] || return 2
    done
}

kinds=$(cd "$root/tests/hostile" && find . -mindepth 1 -maxdepth 1 -type d | sort | tr -d ./ | tr '\n' ' ')
"$root/tests/e2e/batch/make_class.sh" -h "$kinds" -p "$work/plain" "$root" "$archiver" "$work/class" "$count" $exercises
mkdir "$work/chosen"
for ((i = 0; i < sample; i++)); do
    cp -r "$work/plain/$(printf 'student%03d' $((i * count / sample)))" "$work/chosen/"
done

batch first "$work/class" "$work/class.db"
batch again "$work/class" "$work/class.db"
batch chosen "$work/chosen" "$work/chosen.db"
export -f one_by_one
export work grader exercises
measured alone bash -c "$(declare -p fast); one_by_one"

wall() { cut -d' ' -f1 "$work/$1.cost"; }
grep ' submissions: ' "$work/first.out" | head -n 1
awk -v count="$count" -v sample="$sample" -v first="$(wall first)" -v again="$(wall again)" -v chosen="$(wall chosen)" \
    -v alone="$(wall alone)" -v own="$(cut -d' ' -f2 "$work/first.cost")" -v tree="$(cut -d' ' -f3 "$work/first.cost")" '
    BEGIN {
        printf "%d submissions in %.1f s: %.1f a minute\n", count, first / 1000, count * 60000 / first
        printf "memory at most: %.0f MiB in one process, %.0f MiB with all sandboxes\n", own / 1024, tree / 1024
        printf "again, nothing changed: %.2f s, %.0f times faster\n", again / 1000, first / again
        printf "%d of them: %.1f s one by one with check, %.1f s with batch, %.2f times faster\n", sample,
            alone / 1000, chosen / 1000, alone / chosen
    }'

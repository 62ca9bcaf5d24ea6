#!/bin/sh
# valgrind_clean.sh GRADER ROOT: the grader itself makes no memory error and loses no memory.
#
# Valgrind watches the grader alone, not what it starts: memory that it loses (definitely) and each error are failures.
set -eu

usage="usage: valgrind_clean.sh GRADER ROOT"
grader=${1:?$usage}
root=${2:?$usage}
here=$(cd "$(dirname "$0")" && pwd)
skipped=77

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0
export WORKBOOK_STATE="$scratch/state"

if ! command -v valgrind >/dev/null; then
    echo "skipped: valgrind is not here"
    exit "$skipped"
fi
# clean STATUS ARGS…: the grader's status, and nothing found. What is found stands in the report: a status of its own
# (--error-exitcode) would be that of the grader's children, too, which Valgrind goes on with after a fork.
clean() {
    wanted=$1
    shift
    status=0
    valgrind --quiet --leak-check=full --show-leak-kinds=definite \
        --errors-for-leak-kinds=definite --trace-children=no --child-silent-after-fork=yes \
        --log-file="$scratch/report" "$grader" "$@" >"$scratch/out" 2>&1 || status=$?
    # Lines that begin otherwise tell of system calls that this Valgrind does not know.
    if [ "$status" -ne "$wanted" ] || grep -q '^==' "$scratch/report"; then
        echo "not ok: grader $*: exit status $status, not $wanted"
        cat "$scratch/report"
        tail -n 5 "$scratch/out"
        failures=$((failures + 1))
    else
        echo "ok: grader $*"
    fi
}

"$here/case_source.sh" "$root" "$here/../hostile/process/daemon.c" >"$scratch/hostile.c"
echo "int broken(" >"$scratch/broken.c"

# Memory that is read before it is written, which no other test looks for: where threads, children and their reports
# have a part. The other commands run in e2e/sanitized, and their parts in the unit tests, under LeakSanitizer.
clean 0 check 1 --solutions
clean 1 check 2 --file "$scratch/hostile.c" --fast --format json
clean 1 check 2 --file "$scratch/broken.c" --fast
clean 1 trace 3 --file "$root/tests/exercises/03-attach-detach/mutants/attach-compares-with-null.c" --format json
clean 0
clean 0 progress export "$scratch/progress.json"
clean 0 doctor
clean 2 chekc
[ "$failures" -eq 0 ]

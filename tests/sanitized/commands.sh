#!/bin/sh
# commands.sh GRADER ROOT: commands of a sanitised grader end as they should: a finding would be status 86.
set -eu

usage="usage: commands.sh GRADER ROOT"
grader=${1:?$usage}
root=${2:?$usage}
# shellcheck source=tests/e2e/expect.sh
. "$root/tests/e2e/expect.sh"
export WORKBOOK_STATE="$scratch/state"

ends_with() { # STATUS ARGS…
    wanted=$1
    shift
    status=0
    "$grader" "$@" || status=$?
    [ "$status" -eq "$wanted" ] || { echo "status $status, not $wanted"; return 1; }
}
clean() { # STATUS ARGS…
    expect "grader $*" ends_with "$@"
}

clean 1 check 3 --file "$root/tests/exercises/03-attach-detach/stub/attach_detach.c" --fast
clean 1 check 2 --file "$scratch/nothing.c" --fast
clean 0 trace 3 --solutions
clean 0 list
clean 0 hint 3 --level 2
clean 0
clean 0 progress
clean 0 progress export "$scratch/progress.json"
clean 0 progress import "$scratch/progress.json"
clean 1 diff 3 --reveal
clean 0 explain 3 nothing-left
clean 2 explain nothing-left
clean 0 doctor
clean 0 selftest 3 --only structure
clean 0 help check
clean 2 check --no-such-option
[ "$failures" -eq 0 ]

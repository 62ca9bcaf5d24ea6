#!/bin/sh
# streams.sh GRADER: commands whose standard streams are closed, full, or read by nobody any more. What cannot be said is
# told by exit status 3 and a sentence; what is not needed is not missed; and no file takes the place of a stream.
#
# A pipe whose reader has gone is no trouble: grader check | head -1, or a pager that was left. The work was done and whoever
# read has what was wanted, so nothing is complained of, and the status is that of the work. git, grep and sort are as silent
# there, and die of SIGPIPE (141 to the shell). The grader does not: with "set -o pipefail" the pipeline still tells
# whether the exercise passed, which 141 would hide and 3 ("the grader could not do its work") would deny.
set -eu

usage="usage: streams.sh GRADER"
grader=${1:?$usage}
# shellcheck source=tests/e2e/expect.sh
. "$(dirname "$0")/expect.sh"
export WORKBOOK_STATE="$scratch/state" TERM=dumb LC_ALL=C
# A pipe that nobody reads.
mkfifo "$scratch/pipe"
exec 7<>"$scratch/pipe" 8>"$scratch/pipe" 7<&-

# ends STATUS WORDS COMMAND…: with these words, and no others, on standard error
ends() {
    wanted=$1
    words=$2
    shift 2
    status=0
    "$@" 2>"$scratch/err" || status=$?
    cat "$scratch/err"
    [ "$status" -eq "$wanted" ] && printf '%s' "${words:+$words
}" | cmp -s - "$scratch/err" || {
        echo "status $status, not $wanted"
        return 1
    }
}
without_output() { "$@" >&-; }
on_full_disk() { "$@" >/dev/full; }
into_closed_pipe() { "$@" >&8; }
without_anything() { "$@" <&- >&- 2>&-; }
without_input() { "$@" <&- >"$scratch/out"; }
without_errors() { "$@" 2>&- >"$scratch/out"; }

cannot="grader: cannot write the answer to standard output"
while read -r command; do
    # shellcheck disable=SC2086 # several words
    set -- $command
    expect "$command: no output" ends 3 "$cannot: Bad file descriptor" without_output "$grader" "$@"
    expect "$command: a full disk" ends 3 "$cannot: No space left on device" on_full_disk "$grader" "$@"
    expect "$command: a pipe that nobody reads" ends 0 "" into_closed_pipe "$grader" "$@"
    expect "$command: no streams at all" ends 3 "" without_anything "$grader" "$@"
    expect "$command: no input" ends 0 "" without_input "$grader" "$@"
    expect "$command: it has said what it says" test -s "$scratch/out"
    expect "$command: no errors to say" ends 0 "" without_errors "$grader" "$@"
done <<END
list
help check
--version
progress
check 1 --solutions --fast
trace 1 --solutions
demo posix --plain
completion bash
END
mkdir "$scratch/nothing"
expect "failed work, and a pipe that nobody reads" ends 1 "" into_closed_pipe "$grader" check 1 --fast --dir "$scratch/nothing"
cannot="grader: cannot write to standard output"
expect "watch: a pipe that nobody reads" ends 0 "" into_closed_pipe "$grader" watch 1 --plain </dev/null
expect "watch: no output" ends 3 "$cannot: Bad file descriptor" without_output "$grader" watch 1 --plain </dev/null
expect "watch: a full disk" ends 3 "$cannot: No space left on device" on_full_disk "$grader" watch 1 --plain </dev/null
[ "$failures" -eq 0 ]

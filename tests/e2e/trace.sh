#!/bin/sh
# trace.sh GRADER VERDICT_EXPECT ROOT: grader trace shows what the processes of a check did.
set -eu

usage="usage: trace.sh GRADER VERDICT_EXPECT ROOT"
grader=${1:?$usage}
verdict_expect=${2:?$usage}
root=${3:?$usage}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0
export LC_ALL=C.UTF-8

expect() {
    title=$1
    shift
    if "$@"; then
        echo "ok: $title"
    else
        echo "not ok: $title"
        cat "$scratch/out"
        failures=$((failures + 1))
    fi
}
holds() {
    grep -q -e "$1" "$scratch/out"
}
lacks() {
    ! holds "$1"
}
# What is recorded once: the status, the picture in $scratch/out and what was complained of.
trace() {
    status=0
    "$grader" trace "$@" >"$scratch/out" 2>"$scratch/err" || status=$?
}
# The lines in this order.
follow() {
    awk -v first="$1" -v second="$2" -v third="$3" '
        !one && index($0, first) { one = 1; next }
        one && !two && index($0, second) { two = 1; next }
        two && index($0, third) { three = 1 }
        END { exit !three }' "$scratch/out"
}

trace 6 --solutions
expect "a solution: status 0" test "$status" -eq 0
expect "who sleeps, who wakes it, and that it wakes" \
    follow "FUTEX_WAIT_BITSET, 0) sleeps" "FUTEX_WAKE, 1)" "wakes: futex = 0"
expect "each process a column" holds '^ *[0-9.]*  [│┃┊] *┃ channel_receive'
expect "what comes out" holds 'channel_receive → 1, "awaited"'
LC_ALL=C trace 6 --solutions --check two-processes
expect "ASCII where the terminal knows no more" test "$(LC_ALL=C tr -d '\000-\177' <"$scratch/out" | wc -c)" -eq 0
expect "80 columns" test "$(wc -L <"$scratch/out")" -le 80

trace 6 --solutions --check one-at-a-time --format json
expect "JSON: a finding, a sleep, and results" "$verdict_expect" "$scratch/out" \
    "/status = pass" "/check = one-at-a-time" "/exercise = 06-semaphore-upgrade" "/cut = false" \
    "/actors[0].name = the writer" "/events[kind=finding].name = pass" "/events[*].slept = 1" \
    "/events[kind=return].text = 1072" "/events[*].error = ETIMEDOUT"

# Processes that the test stops and sends on; and those whose wake-ups it counts.
for check in exactly-once nobody-polls; do
    trace 6 --solutions --check "$check"
    expect "$check: seen as it is without a tracer" test "$status" -eq 0
done

mutants=$root/tests/exercises/05-ready-flag/mutants
trace 5 --file "$mutants/flag-before-text.c"
expect "a mutant: status 1" test "$status" -eq 1
expect "the first failing check" holds "check flag-last"
expect "held up, and the wrong message is read" \
    follow "held up after an instruction" "mailbox_rec" "The check ends here (fail)"

trace 6 --file "$root/tests/exercises/06-semaphore-upgrade/mutants/not-process-shared.c"
expect "the mistake itself" holds 'FUTEX_WAKE_PRIVATE, 1) = 0'
expect "where the sleeper stands" holds "at the end: it sleeps in futex"

for case in "$root/tests/e2e/cases/endless-loop.c" "$root/tests/hostile/process/stops-itself.c" \
    "$root/tests/hostile/forge/marks-of-the-tracer.c" "$root/tests/hostile/process/kill-all.c"; do
    name=$(basename "$case" .c)
    exercise=$(sed -n 's/^ \* exercise: *//p' "$case")
    "$root/tests/e2e/case_source.sh" "$root" "$case" >"$scratch/source.c"
    trace "$exercise" --file "$scratch/source.c"
    expect "$name: seen to its end" test "$status" -eq 1 -a ! -s "$scratch/err"
    expect "$name: there is a finding" holds "The check ends here"
done

"$root/tests/e2e/case_source.sh" "$root" "$root/tests/hostile/kernel/attacks-kernel.c" >"$scratch/source.c"
trace 2 --file "$scratch/source.c"
expect "a call that the sandbox refuses has its name and its error" holds 'unshare() = -1 EPERM'
expect "a younger one is not there" holds 'io_uring_setup() = -1 ENOSYS'
expect "how that is done is nobody's affair" lacks SIGSYS

echo 'int x' >"$scratch/broken.c"
trace 2 --file "$scratch/broken.c"
expect "what is not built has no timeline, and says why" holds "the compiler found errors"
expect "and is status 1" test "$status" -eq 1
trace 3 --check nothing
expect "an unknown check is a mistake in usage" test "$status" -eq 2
[ "$failures" -eq 0 ]

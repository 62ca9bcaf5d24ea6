#!/bin/sh
# resume.sh GRADER ROOT MAKE_ARCHIVE DUMP_GRADEBOOK [COUNT [KILLS [EXERCISES]]]: a batch that is killed at random moments, again and
# again, comes to the gradebook of one that nobody disturbed, and grades nothing twice.
set -eu

usage="usage: resume.sh GRADER ROOT MAKE_ARCHIVE DUMP_GRADEBOOK [COUNT [KILLS [EXERCISES]]]"
grader=${1:?$usage}
root=${2:?$usage}
make_archive=${3:?$usage}
dump=${4:?$usage}
count=${5:-20}
kills=${6:-6}
exercises=${7:-1 2}
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

fail() {
    echo "not ok: $1"
    failures=$((failures + 1))
}
milliseconds() {
    echo $(($(date +%s%N) / 1000000))
}
# batch GRADEBOOK: its lines go to $scratch/lines
batch() {
    # shellcheck disable=SC2086
    "$grader" batch "$scratch/class" $exercises --fast --gradebook "$1" >>"$scratch/lines" 2>"$scratch/complaint"
}

# shellcheck disable=SC2086
"$here/make_class.sh" "$root" "$make_archive" "$scratch/class" "$count" $exercises
: >"$scratch/lines"
begin=$(milliseconds)
batch "$scratch/whole.db" || fail "an undisturbed batch ends with $?: $(cat "$scratch/complaint")"
first=$(($(milliseconds) - begin))
grep -c ' points$' "$scratch/lines" >"$scratch/graded" || :
"$dump" "$scratch/whole.db" >"$scratch/whole"
[ "$(grep -c '^[^ ]' "$scratch/whole")" -eq "$count" ] || fail "everybody is in the gradebook"

# A second run grades nothing, and changes nothing.
: >"$scratch/lines"
begin=$(milliseconds)
batch "$scratch/whole.db" || fail "a second run ends with $?"
second=$(($(milliseconds) - begin))
grep -q " 0 graded, $count graded before" "$scratch/lines" || fail "a second run grades: $(cat "$scratch/lines")"
"$dump" "$scratch/whole.db" | cmp -s - "$scratch/whole" || fail "a second run changes the gradebook"
echo "ok: $count submissions, $(cat "$scratch/graded") of them graded, in $first ms; again in $second ms"

# Killed at some moment of its first two seconds; every fifth time it is asked to end.
: >"$scratch/lines"
turn=0
met=0
while [ "$turn" -lt "$kills" ]; do
    turn=$((turn + 1))
    # shellcheck disable=SC2086
    "$grader" batch "$scratch/class" $exercises --fast --gradebook "$scratch/killed.db" >>"$scratch/lines" 2>/dev/null &
    pid=$!
    random=$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')
    sleep "$(printf '%d.%03d' $((random % 2000 / 1000)) $((random % 1000)))"
    signal=KILL
    [ $((turn % 5)) -ne 0 ] || signal=INT
    kill -$signal "$pid" 2>/dev/null || true
    status=0
    wait "$pid" 2>/dev/null || status=$?
    [ "$status" -le 128 ] || met=$((met + 1))
    echo "--- $turn" >>"$scratch/lines"
done
batch "$scratch/killed.db" || fail "the last run ends with $?: $(cat "$scratch/complaint")"
"$dump" "$scratch/killed.db" >"$scratch/killed"
diff "$scratch/whole" "$scratch/killed" >"$scratch/difference" ||
    fail "after $kills kills the gradebook is another: $(head -n 20 "$scratch/difference")"
sed -n 's/^\([^ ]*\).*: .* points$/\1/p' "$scratch/lines" | sort | uniq -d >"$scratch/twice"
[ ! -s "$scratch/twice" ] || fail "graded twice: $(tr '\n' ' ' <"$scratch/twice")"
[ "$failures" -ne 0 ] || echo "ok: $kills kills, $met of them while it ran, the same gradebook, nothing graded twice"
[ "$failures" -eq 0 ]

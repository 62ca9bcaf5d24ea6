#!/bin/sh
# resume.sh GRADER ROOT MAKE_ARCHIVE DUMP_GRADEBOOK [COUNT [KILLS [EXERCISES]]]: a batch that is ended at random moments, again and
# again and in every way, comes to the gradebook of one that nobody disturbed, and grades nothing twice.
#
# Each end meets a batch at work: it comes when the batch has told so many lines and has a sandbox, and while there is work
# enough left that it cannot have ended meanwhile. Of eight, two are SIGKILL to the grader alone, two to its whole process
# group, as at a power cut, one is SIGKILL to a sandbox and then to the grader, one is Ctrl-C, one SIGTERM and one SIGHUP.
set -eu

usage="usage: resume.sh GRADER ROOT MAKE_ARCHIVE DUMP_GRADEBOOK [COUNT [KILLS [EXERCISES]]]"
grader=${1:?$usage}
root=${2:?$usage}
make_archive=${3:?$usage}
dump=${4:?$usage}
count=${5:-24}
kills=${6:-8}
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
# random BELOW
random() {
    echo $(($(od -An -N4 -tu4 /dev/urandom) % $1))
}

# --- undisturbed -------------------------------------------------------------------------------

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

# --- ended again and again -----------------------------------------------------------------------

# hear LINES: waits until the batch has told so many lines about students; false when it has ended before
hear() {
    heard=0
    while [ "$heard" -lt "$1" ]; do
        IFS= read -r line <&3 || return 1
        printf '%s\n' "$line" >>"$scratch/lines"
        case $line in
        *' points') heard=$((heard + 1)) graded=$((graded + 1)) ;;
        *': graded before') heard=$((heard + 1)) ;;
        esac
    done
}
# A sandbox: a process that the grader has started. False when the grader has ended.
find_sandbox() {
    child=
    while [ -z "$child" ] && [ -d "/proc/$pid/task" ]; do
        child=$(cat "/proc/$pid/task/"*/children 2>/dev/null | tr ' ' '\n' | sed -n 1p)
    done
    [ -n "$child" ]
}
kill_sandbox() {
    kill -KILL "$child" 2>/dev/null || :
}
# end TURN: by the way of this turn
end() {
    case $(($1 % 8)) in
    1 | 4) kill -KILL "$pid" ;;
    2 | 5) kill -KILL "-$pid" ;;
    3) kill_sandbox && hear 1 && kill -KILL "$pid" ;;
    6) kill -INT "-$pid" ;;
    7) kill -TERM "$pid" ;;
    0) kill -HUP "$pid" ;;
    esac
}

# A random number of lines, so chosen that all of the kills find work: after the k-th of n no more than k/n of the class is
# graded, and never the last eight.
mkfifo "$scratch/told"
: >"$scratch/lines"
turn=0
met=0
graded=0
while [ "$turn" -lt "$kills" ]; do
    turn=$((turn + 1))
    share=$(((count - 8) * turn / kills - graded))
    lines=$(random $((graded + 1)))
    [ "$share" -le 0 ] || lines=$((graded + $(random $((share + 1)))))
    # shellcheck disable=SC2086
    env --default-signal=INT setsid "$grader" batch "$scratch/class" $exercises --fast --jobs 2 \
        --gradebook "$scratch/killed.db" >"$scratch/told" 2>"$scratch/complaint" &
    pid=$!
    exec 3<"$scratch/told"
    status=0
    if hear "$lines" && find_sandbox && end "$turn"; then
        while IFS= read -r line <&3; do printf '%s\n' "$line" >>"$scratch/lines"; done
        wait "$pid" 2>/dev/null || status=$?
    else
        wait "$pid" 2>/dev/null || :
    fi
    exec 3<&-
    if [ "$status" -gt 128 ]; then
        met=$((met + 1))
    else
        fail "turn $turn met no batch at work: $(cat "$scratch/complaint")"
    fi
    graded=$(grep -c ' points$' "$scratch/lines" || :)
done
[ "$met" -eq "$kills" ] || fail "of $kills ends only $met met a batch at work"
batch "$scratch/killed.db" || fail "the last run ends with $?: $(cat "$scratch/complaint")"
"$dump" "$scratch/killed.db" >"$scratch/killed"
diff "$scratch/whole" "$scratch/killed" >"$scratch/difference" ||
    fail "after $kills ends the gradebook is another: $(head -n 20 "$scratch/difference")"
sed -n 's/^\([^ ]*\).*: .* points$/\1/p' "$scratch/lines" | sort | uniq -d >"$scratch/twice"
[ ! -s "$scratch/twice" ] || fail "graded twice: $(tr '\n' ' ' <"$scratch/twice")"
[ "$failures" -ne 0 ] ||
    echo "ok: ended $kills times, always at work ($graded graded when the last came), the same gradebook, nothing graded twice"
[ "$failures" -eq 0 ]

#!/bin/sh
# gradebook.sh GRADER GRADEBOOK_FILL ROOT: marks of a class, from the verdicts to what a learning platform imports.
#
# The workbook has one exercise, so that a regrade takes a moment; the class has four students.
set -eu

usage="usage: gradebook.sh GRADER GRADEBOOK_FILL ROOT"
grader=${1:?$usage}
fill=${2:?$usage}
root=${3:?$usage}
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
# run STATUS ARGS…: the status is as wanted; what is said is in out and err
run() {
    wanted=$1
    shift
    status=0
    "$grader" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
    [ "$status" -eq "$wanted" ] || {
        echo "  grader $*: status $status, not $wanted"
        cat "$scratch/out" "$scratch/err"
        return 1
    }
}
said() {
    grep -q -- "$1" "$scratch/out" || {
        echo "  not said: $1"
        cat "$scratch/out"
        return 1
    }
}
complained() {
    grep -q -- "$1" "$scratch/err" || {
        echo "  not complained: $1"
        cat "$scratch/err"
        return 1
    }
}
unsaid() {
    ! grep -q -- "$1" "$scratch/out"
}
line() {
    grep -qxF -- "$1" "$scratch/out" || {
        echo "  no line: $1"
        cat "$scratch/out"
        return 1
    }
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/root/exercises" "$scratch/stub" "$scratch/solved"
cp -R "$root/exercises/01-ftok-keys" "$scratch/root/exercises/"
source=$(sed -n 's/^source = "\(.*\)";/\1/p' "$root/exercises/01-ftok-keys/exercise.cfg")
cp "$root/exercises/01-ftok-keys/$source" "$scratch/stub/$source"
cp "$root/solutions/01-ftok-keys/$source" "$scratch/solved/$source"
export WORKBOOK_ROOT="$scratch/root"
export WORKBOOK_STATE="$scratch/state"
export WORKBOOK_GRADEBOOK="$scratch/class.db"
export TZ=UTC

for kind in stub solved; do
    status=0
    "$grader" check 1 --fast --file "$scratch/$kind/$source" --format json --output "$scratch/$kind.json" \
        >/dev/null || status=$?
    [ "$status" -le 1 ] || exit 1
done
record() {
    "$fill" "$WORKBOOK_GRADEBOOK" "$1" "$2" "$3" "$4" "$5" "$scratch/$6.json" "$scratch/$6/$source"
}

expect "no gradebook is one sentence" run 3 gradebook show
expect "and it says where one comes from" complained "there is no gradebook"
# 2026-11-20 22:59:00 UTC is 1795215540.
record ada "Ada Lovelace" ada@example.org 11 1795215540 solved
record bob "=cmd|' /C calc'!A0" bob@example.org 12 1795215541 solved
record cyd - - - 1795215000 stub

run 0 gradebook show || failures=$((failures + 1))
expect "a class is a table" said "^  ada  *Ada Lovelace  *10 of 10"
expect "in which nobody has decided anything" unsaid "decided by"
expect "a student is a page" run 0 gradebook show ada --trace
expect "that traces the mark to its verdict" said "verdict [0-9a-f]\{64\}: pass, 10 of 10  (counts)"
expect "and to the checks" said "pass    weight"
expect "by any beginning of the name" run 0 gradebook show Ada
expect "nobody is guessed" run 2 gradebook show adda
expect "but suggested" complained "did you mean 'ada'"
expect "the verdict itself is there" run 0 gradebook show ada --format json
expect "whole" said '"format_version":1'

cat >"$scratch/policy.cfg" <<'POLICY'
deadline = "2026-11-20 22:59:00 +0000";
late = { percent = 20; };
points = 100;
POLICY
expect "a policy is told in words" run 0 policy check "$scratch/policy.cfg"
expect "with what it takes off" said "20 % of what was earned is taken off for every 24 hours begun"
expect "on an example" said "1 second late  *80 of 100   (less 20 %)"
expect "the same by its long name" run 0 gradebook policy check "$scratch/policy.cfg"
printf 'late = { precent = 20; };' >"$scratch/wrong.cfg"
expect "a mistyped setting is a sentence" run 3 policy check "$scratch/wrong.cfg"
expect "with the line and the right word" complained "wrong.cfg:1: unknown setting 'precent'; did you mean 'percent'"
expect "the template" run 0 policy template --output "$scratch/template.cfg"
expect "is a policy" run 0 policy check "$scratch/template.cfg"

run 0 gradebook export || failures=$((failures + 1))
expect "the deadline itself is on time" said "^ada,Ada Lovelace,ada@example.org,,given,100,100,10,1,2026-11-20T22:59:00Z,0,"
expect "a second later is late, and no formula goes out" \
    said "^bob,'=cmd|' /C calc'!A0,bob@example.org,,given,80,100,8,1,2026-11-20T22:59:01Z,20,"
expect "Canvas" run 0 gradebook export --format canvas --title "IPC, part 1" --assignment-id 77
expect "has its head" line 'Student,ID,SIS User ID,SIS Login ID,Section,"IPC, part 1 (77)"'
expect "and the points possible" line '    Points Possible,,,,,100'
expect "and the students" line 'Ada Lovelace,11,,,,100'
expect "whom it knows" complained "1 are left out because the platform would not know them"
expect "Moodle" run 0 gradebook export --format moodle --title IPC
expect "has its head too" line 'Email address,IPC'
expect "and the marks" line 'bob@example.org,80'
expect "a file can be written" run 0 gradebook export --format json --output "$scratch/marks.json"
expect "and is told" said "3 students are in"

expect "a decision needs a reason" run 2 gradebook override cyd 60
expect "and a mark" run 2 gradebook override cyd many --why "oral exam"
expect "a decision" run 0 gradebook override cyd 60.5 --why "oral exam" --by "Prof. T."
expect "one on an exercise" run 0 gradebook override bob 1 9.5 --why "wrong clock" --by "Prof. T."
expect "an exercise must be one" run 2 gradebook override bob 7 9.5 --why "wrong clock"
expect "a note" run 0 gradebook note cyd "was ill in week 2" --by "Prof. T."
run 0 gradebook export --format csv || failures=$((failures + 1))
cp "$scratch/out" "$scratch/before.csv"
expect "a decision counts" said "^cyd,,,,given,60.5,100,.*,Prof. T.,oral exam$"
expect "one on an exercise too" said "^bob,.*,given,95,100,9.5,.*,Prof. T.,wrong clock$"

expect "all is judged again" run 0 gradebook regrade
expect "once for each content" said "3 submissions of 3 students: 2 judged anew, 1 as they had been judged before"
run 0 gradebook export --format csv || failures=$((failures + 1))
cut -d, -f1-9,12- "$scratch/before.csv" | sed 's/,[0-9a-f]\{64\},/,,/' >"$scratch/before"
cut -d, -f1-9,12- "$scratch/out" | sed 's/,[0-9a-f]\{64\},/,,/' >"$scratch/after"
expect "the decisions and the marks are as before" diff "$scratch/before" "$scratch/after"
expect "a second time nothing is judged" run 0 gradebook regrade ada
expect "for it is known" said "1 submissions of 1 students: 0 judged anew, 1 as they"
run 0 gradebook show ada --trace || failures=$((failures + 1))
expect "the verdict of before is kept" [ "$(grep -c '  verdict [0-9a-f]\{64\}' "$scratch/out")" -eq 2 ]
run 0 gradebook show cyd --trace || failures=$((failures + 1))
expect "the note is there" said "Prof. T.: was ill in week 2"
expect "a decision is withdrawn" run 0 gradebook override cyd none --why "mistake"
run 0 gradebook export || failures=$((failures + 1))
expect "and the graded mark is back" said "^cyd,,,,given,0,100,0,"
expect "numbers" run 0 gradebook stats
expect "of the class" said "3 students, 3 attempts: 3 marks"
expect "and what was hard" said "01/"

escape=$(printf '\033')
evil="evil$escape[2J"
record "$evil" "$escape]0;name" - - - stub
"$grader" gradebook override "$evil" 1 --why "$escape[31m" >"$scratch/out" 2>&1 || failures=$((failures + 1))
"$grader" gradebook note "$evil" "$escape[31m" >>"$scratch/out" 2>&1 || failures=$((failures + 1))
"$grader" gradebook show >>"$scratch/out" 2>&1 || failures=$((failures + 1))
"$grader" gradebook show "$evil" --trace >>"$scratch/out" 2>&1 || failures=$((failures + 1))
"$grader" gradebook show "${evil}x" >>"$scratch/out" 2>&1 || :
expect "names reach no terminal as more than names" unsaid "$escape"

printf 'not a gradebook' >"$scratch/other.db"
expect "another file is refused" run 3 gradebook show --gradebook "$scratch/other.db"
expect "and stays" [ "$(cat "$scratch/other.db")" = "not a gradebook" ]
expect "an action is suggested" run 2 gradebook shwo
expect "by its nearest name" complained "did you mean 'show'"

[ "$failures" -eq 0 ]

#!/bin/sh
# report.sh GRADER GRADEBOOK_FILL ROOT: pages about a class, out of its gradebook: with what is late, decided and hidden.
#
# The class has five students: ada is right, bob is late, cyd has an oral mark, dan is excused, eve has the stub twice.
set -eu

usage="usage: report.sh GRADER GRADEBOOK_FILL ROOT"
grader=${1:?$usage}
fill=${2:?$usage}
root=${3:?$usage}
# shellcheck source=tests/e2e/expect.sh
. "$(cd "$(dirname "$0")" && pwd)/expect.sh"

has() { # FILE WORDS
    grep -qF -- "$2" "$1" || { cat "$1" && false; }
}
lacks() { # FILE WORDS
    ! grep -qF -- "$2" "$1"
}
report() { # STATUS FILE ARGUMENT…: what is said goes to the file
    wanted=$1
    into=$2
    shift 2
    status=0
    "$grader" report "$@" >"$into" 2>&1 || status=$?
    [ "$status" -eq "$wanted" ] || { echo "status $status, and not $wanted" && cat "$into" && false; }
}

source=ftok_keys.c
mkdir "$scratch/stub" "$scratch/solved" "$scratch/copied"
cp "$root/tests/exercises/01-ftok-keys/stub/$source" "$scratch/stub/"
cp "$root/solutions/01-ftok-keys/$source" "$scratch/solved/"
{ cat "$root/solutions/01-ftok-keys/$source" && echo '/* mine */'; } >"$scratch/copied/$source"
export WORKBOOK_GRADEBOOK="$scratch/class.db"
export WORKBOOK_STATE="$scratch/state"
export TZ=UTC
for kind in stub solved copied; do
    "$grader" check 1 --fast --file "$scratch/$kind/$source" --format json --output "$scratch/$kind.json" || [ $? -eq 1 ]
done
record() { # ID NAME TIME KIND
    "$fill" "$WORKBOOK_GRADEBOOK" "$1" "$2" - - "$3" "$scratch/$4.json" "$scratch/$4/$source"
}
# 2026-11-20 22:59:00 UTC is 1795215540.
record ada "Ada Lovelace" 1795215540 solved
record bob "Bob <script>" 1795315540 copied
record cyd - 1795215000 stub
record dan - 1795215000 stub
record eve/../e - 1795215000 stub
record eve/../e - 1795216000 stub
cat >"$scratch/policy.cfg" <<'POLICY'
deadline = "2026-11-20 22:59:00 +0000";
late = { percent = 20; };
points = 100;
exercises = ( { name = "ftok-keys"; checks = ( { id = "collisions"; hidden = true; } ); } );
POLICY
check=$(sed -n 's/.*id = "\([a-z-]*\)".*/\1/p' "$root/exercises/01-ftok-keys/exercise.cfg" | head -n 1)
sed -i "s/\"collisions\"/\"$check\"/" "$scratch/policy.cfg"
: >"$scratch/none.cfg"
"$grader" gradebook override cyd 1 7.5 --why "oral exam" --by "Prof. T."
"$grader" gradebook override dan excused --why "was ill" --by "Prof. T."
"$grader" gradebook note cyd "for colleagues only" --by "Prof. T."

expect "a class" report 0 "$scratch/class.txt" class
expect "has its marks" has "$scratch/class.txt" "5 students, 4 of them with a mark"
expect "with what is late" has "$scratch/class.txt" "bob): 1 day 3 hours 46 minutes 40 seconds late, less 40 %"
expect "with what was decided" has "$scratch/class.txt" "cyd: 01-ftok-keys: 7.5 points by a decision of Prof. T.: oral exam"
expect "and who has no mark" has "$scratch/class.txt" "dan: excused by Prof. T.: was ill"
expect "an instructor sees each check" has "$scratch/class.txt" "01/$check"
expect "as a page" report 0 "$scratch/words" class --format html --output "$scratch/class.html"
expect "with the points of the policy" has "$scratch/class.html" \
    'Bob &lt;script&gt; (bob)</th><td class="number">60</td><td class="number">60.0</td>'
expect "that has no notes" lacks "$scratch/class.html" "colleagues"

expect "a student" report 0 "$scratch/eve.txt" student eve/../e --gradebook "$WORKBOOK_GRADEBOOK"
expect "hears of a hidden check, and not which" has "$scratch/eve.txt" "a check that is not shown  check hidden-"
expect "by no word" lacks "$scratch/eve.txt" "$check"
expect "another policy hides nothing" report 0 "$scratch/eve.txt" student eve/../e --gradebook "$WORKBOOK_GRADEBOOK" \
    --policy "$scratch/none.cfg"
expect "then it is told" has "$scratch/eve.txt" "check $check"
expect "late work" report 0 "$scratch/bob.md" student bob --format markdown
expect "says so" has "$scratch/bob.md" "late, less 40 %"
expect "and has the mark" has "$scratch/bob.md" "**60 of 100 points.**"

expect "a page for each" report 0 "$scratch/words" students --format html --output "$scratch/pages"
expect "of five" has "$scratch/words" "5 pages are in $scratch/pages"
expect "in files of that folder" [ "$(find "$scratch/pages" -type f | wc -l)" -eq 5 ]
expect "with the source that was handed in" has "$scratch/pages/bob.html" "/* mine */"
expect "and the decision" has "$scratch/pages/cyd.html" "7.5 points by a decision of Prof. T.: oral exam"
expect "and no note" lacks "$scratch/pages/cyd.html" "colleagues"
expect "no folder is a mistake" report 2 "$scratch/words" students

expect "who looks alike" report 0 "$scratch/alike.txt" similarity
expect "is told from the gradebook too" has "$scratch/alike.txt" "ada"
expect "nobody is guessed" report 2 "$scratch/words" student zoe
expect "a file that is not there is one sentence" report 3 "$scratch/words" student "$scratch/none.json"
expect "that names it" has "$scratch/words" "none.json"
expect "no gradebook is one too" report 3 "$scratch/words" class --gradebook "$scratch/none.db"

# --policy of check: points and what is hidden, in every format.
status=0
"$grader" check 1 --fast --file "$scratch/stub/$source" --policy "$scratch/policy.cfg" \
    --report "gradescope=$scratch/results.json" --report "junit=$scratch/junit.xml" \
    --report "tap=$scratch/points.tap" --report "github=$scratch/github.txt" \
    --report "autolab=$scratch/autolab.txt" --report "json=$scratch/hidden.json" >"$scratch/text" || status=$?
expect "a policy on one submission" [ "$status" -eq 1 ]
expect "Gradescope keeps it from students" [ "$(grep -c '"visibility": "hidden"' "$scratch/results.json")" -eq 1 ]
title=$(sed -n 's/.*"title": *"\(.*\)".*/\1/p' "$scratch/stub.json" | head -n 1)
expect "and shows it to instructors" has "$scratch/results.json" "01-ftok-keys: $title"
for file in text junit.xml points.tap github.txt autolab.txt hidden.json; do
    expect "$file does not tell which it is" lacks "$scratch/$file" "$check"
    expect "$file has none of its words" lacks "$scratch/$file" "$title"
done
[ "$failures" -eq 0 ]

#!/bin/sh
# formats.sh GRADER ROOT: what the grader writes for other programs is read by them.
#
# A solution and a stub are graded once, with a report in each format. JUnit XML goes through xmllint and our
# schema, TAP through prove, where they are installed; the others were held to their schemas by unit/formats.
set -eu

usage="usage: formats.sh GRADER ROOT"
grader=${1:?$usage}
root=${2:?$usage}
# shellcheck source=tests/e2e/expect.sh
. "$(cd "$(dirname "$0")" && pwd)/expect.sh"

is_json() {
    [ "$(head -c 1 "$1")" = "{" ] && [ "$(tail -c 2 "$1")" = "}" ]
}
lacks() { # WORDS FILE
    ! grep -q -- "$1" "$2"
}
ends_with_json() {
    tail -n 1 "$1" | grep -Eqx '\{"scores": \{.*\}, "scoreboard": \[[0-9.]+\]\}'
}

mkdir "$scratch/submission"
cp "$root/solutions/01-ftok-keys/ftok_keys.c" "$root/tests/exercises/02-shmget-flags/stub/shmget_flags.c" \
    "$scratch/submission/"
status=0
"$grader" check 1 2 3 --fast --dir "$scratch/submission" \
    --report "junit=$scratch/junit.xml" --report "tap=$scratch/points.tap" \
    --report "gradescope=$scratch/results.json" --report "autolab=$scratch/autolab.txt" \
    --report "github=$scratch/github.txt" --report "classroom=$scratch/classroom.json" \
    --report "json=$scratch/verdict.json" >"$scratch/text" || status=$?
expect "some work failed" [ "$status" -eq 1 ]
expect "the report for people is there too" grep -q 'of 3 passed' "$scratch/text"

expect "gradescope: JSON" is_json "$scratch/results.json"
expect "classroom: JSON" is_json "$scratch/classroom.json"
expect "autolab: JSON in the last line" ends_with_json "$scratch/autolab.txt"
expect "github: two annotations" [ "$(grep -c '^::error ' "$scratch/github.txt")" -eq 2 ]
missing=
if command -v xmllint >/dev/null; then
    expect "junit: xmllint and the schema" \
        xmllint --noout --schema "$root/tests/formats/junit.xsd" "$scratch/junit.xml"
else
    missing="$missing xmllint"
fi
# prove knows versions up to 13, of which a flat stream differs in the first line alone.
if command -v prove >/dev/null; then
    sed '1s/14/13/' "$scratch/points.tap" >"$scratch/points-13.tap"
    prove --exec cat "$scratch/points-13.tap" >"$scratch/proven" 2>&1 || :
    points=$(grep -Ec '^(not )?ok ' "$scratch/points.tap")
    failed=$(grep -c '^not ok ' "$scratch/points.tap")
    expect "tap: prove counts the points" grep -q "Tests: $points Failed: $failed)" "$scratch/proven"
    expect "tap: prove finds no fault in it" lacks 'Parse errors' "$scratch/proven"
else
    missing="$missing prove"
fi
[ "$failures" -eq 0 ] || exit 1
if [ -n "$missing" ]; then
    echo "not tested without$missing"
    exit 77
fi

#!/bin/sh
# driver.sh HANDOUT SUBMISSION: grades; the last line of the output holds the scores, as Autolab wants it.
set -eu

usage="usage: driver.sh HANDOUT SUBMISSION"
handout=${1:?$usage}
submission=${2:?$usage}
report=$(mktemp)
trap 'rm -f "$report"' EXIT
status=0
"$handout/workbook" check --dir "$submission" --format autolab --output "$report" || status=$?
# What is said on standard error came before this, so that the scores stay the last line. Work that failed is an
# ordinary result; in trouble of the grader's own the scores lack what could not be judged.
cat "$report"
[ "$status" -le 1 ] || exit "$status"

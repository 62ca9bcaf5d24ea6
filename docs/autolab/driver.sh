#!/bin/sh
# driver.sh HANDOUT SUBMISSION: grades; the last line of the output holds the scores, as Autolab wants it.
set -eu

usage="usage: driver.sh HANDOUT SUBMISSION"
handout=${1:?$usage}
submission=${2:?$usage}
report=$(mktemp)
trap 'rm -f "$report"' EXIT
set -- --dir "$submission" --format autolab --output "$report"
# A policy beside this file gives the points, and says which checks students do not see.
policy=$(dirname "$0")/policy.cfg
[ ! -e "$policy" ] || set -- "$@" --policy "$policy"
status=0
"$handout/workbook" check "$@" || status=$?
# What is said on standard error came before this, so that the scores stay the last line. Work that failed is an
# ordinary result; in trouble of the grader's own the scores lack what could not be judged.
cat "$report"
[ "$status" -le 1 ] || exit "$status"

#!/bin/sh
# group_limit.sh GRADER EXPECT ROOT REFUSE: processes that come to the limit of memory of all together hear of that limit,
# with namespaces and without. Status 77, skipped: this machine grants no control group that bounds memory.
set -eu

usage="usage: group_limit.sh GRADER EXPECT ROOT REFUSE"
grader=${1:?$usage}
expect=${2:?$usage}
root=${3:?$usage}
refuse=${4:?$usage}
here=$(cd "$(dirname "$0")" && pwd)
case="$here/group/many_fill_together.c"

if ! "$grader" doctor | tr -s ' \n' ' ' | grep -q 'control group of its own, which bounds memory'; then
    echo "skipped: no control groups of memory here"
    exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
# A small limit, so that a run comes to it at once: four times 128 MiB, and 8.
mkdir "$scratch/workbook" "$scratch/runs"
cp -R "$root/exercises" "$root/solutions" "$scratch/workbook/"
sed -i "s/memory_kib = [0-9]*/memory_kib = 131072/; s/shared_kib = [0-9]*/shared_kib = 8192/" \
    "$scratch/workbook/exercises/02-shmget-flags/exercise.cfg"
chmod 1777 "$scratch/runs"
export WORKBOOK_RUN_FOLDER="$scratch/runs" WORKBOOK_ROOT="$scratch/workbook"
printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$refuse" "$grader" >"$scratch/reduced"
chmod +x "$scratch/reduced"
failures=0
"$here/run_case.sh" "$grader" "$expect" "$root" "$case" || failures=1
"$here/run_case.sh" "$scratch/reduced" "$expect" "$root" "$case" reduced || failures=1
[ "$failures" -eq 0 ]

#!/bin/sh
# no_terminal.sh GRADER ROOT IN_TERMINAL EXPECT REFUSE: graded from a terminal, as at home, a submission has none: with namespaces,
# without Landlock, and without namespaces. The other tests have no terminal that could be taken.
set -eu
# shellcheck source=tests/e2e/watch/prepare.sh
. "$(dirname "$0")/watch/prepare.sh"
expect=${4:?$usage}
refuse=${5:?$usage}
export WORKBOOK_ROOT="$root"

# grade TITLE SANDBOX [COMMAND…]: before which the grader runs
grade() {
    title=$1
    sandbox=$2
    shift 2
    play "$title" 80x24 "$@" "$root/tests/e2e/run_case.sh" "$grader" "$expect" "$root" \
        "$root/tests/hostile/kernel/terminal.c" "$sandbox" <<'SCRIPT'
ends 0
SCRIPT
}
grade "no terminal of a submission's" full
grade "no terminal of a submission's, without Landlock" full "$refuse" --landlock-instead
grade "no terminal of a submission's, without namespaces" reduced "$refuse"
[ "$failures" -eq 0 ]

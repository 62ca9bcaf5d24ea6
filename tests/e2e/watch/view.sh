#!/bin/sh
# view.sh GRADER ROOT IN_TERMINAL: the shared memory of a run in grader watch: steps there and back, sizes, and that
# everything else goes on while it is recorded and shown.
set -eu
# shellcheck source=tests/e2e/watch/prepare.sh
. "$(dirname "$0")/prepare.sh"
export WRONG_FLAG="$root/tests/exercises/05-ready-flag/mutants/flag-before-text.c"

cp "$WRONG_FLAG" "$FLAG/ready_flag.c"
play "the failing check step by step, small and large, and what a save makes of it" \
    80x24 "$grader" watch 5 --fast <<'SCRIPT'
expect h gives a hint
keys v
expect step 1 of
expect check flag-last
expect v close
keys \x20
expect step 2 of
keys \eOC\eOC
expect step 4 of
keys b
expect step 3 of
keys G
expect the check ends: it received
keys g
expect step 1 of
keys p
expect p stop
expect step 2 of
keys p
expect p play
resize 60x12
expect has to be 60x14
resize 170x40
expect step 2 of
expect We expected
resize 80x24
expect step 2 of
keys h
expect Hint 1 of
keys v
expect step 2 of
keys v
expect We expected
gone step 2 of
keys v
expect step 2 of
run cp "$RIGHT_FLAG" "$FLAG/ready_flag.c"
expect Passed. Press n
gone step 2 of
keys v
expect check two-processes
keys n
expect 06-semaphore-upgrade
keys q
ends 0
modes
SCRIPT

cp "$WRONG_FLAG" "$FLAG/ready_flag.c"
play "while it is recorded: the list, a save, what was not built, the end" 80x24 "$grader" watch 5 --fast <<'SCRIPT'
expect h gives a hint
keys v
sent recorded step by step
keys l
expect > ✗ 05-ready-flag
keys v
run cp "$RIGHT_FLAG" "$FLAG/ready_flag.c"
expect Passed. Press n
run sed -i 's/mailbox_send(/mailbox_sends(/' "$FLAG/ready_flag.c"
expect It was not built
keys v
expect there is no run to look at
keys v
expect What the compiler says
run cp "$WRONG_FLAG" "$FLAG/ready_flag.c"
expect 1 check failed
keys v
keys q
ends 0
modes
SCRIPT

play "line by line" 80x24 "$grader" watch 5 --fast --plain <<'SCRIPT'
expect h gives a hint
keys v\n
expect step 1 of
keys \n
expect step 2 of
keys G\n
expect the check ends: it received
keys q\n
ends 0
SCRIPT
[ "$failures" -eq 0 ]

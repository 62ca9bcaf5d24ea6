#!/bin/sh
# saves.sh GRADER ROOT IN_TERMINAL: what begins a grading of grader watch, and what does not.
set -eu
# shellcheck source=tests/e2e/watch/prepare.sh
. "$(dirname "$0")/prepare.sh"

begin_again
play "a save is graded, first without Valgrind, then with it; a broken file is told" \
    80x24 "$grader" watch 1 <<'SCRIPT'
expect 16 checks failed
expect 01-ftok-keys
run cp "$RIGHT_KEYS" "$KEYS/ftok_keys.c"
expect Press n for 02-shmget-flags
expect 1 of 7 passed
run echo 'int make_key(' >"$KEYS/ftok_keys.c"
expect What the compiler says
expect It was not built
keys q
ends 0
SCRIPT

begin_again
play "ten saves in a row: the screen shows the verdict on the last" 80x24 "$grader" watch 1 <<'SCRIPT'
expect 16 checks failed
run for i in 1 2 3 4 5; do cp "$RIGHT_KEYS" "$KEYS/ftok_keys.c"; echo 'int broken' >"$KEYS/ftok_keys.c"; done
expect It was not built
run for i in 1 2 3 4 5; do echo 'int broken' >"$KEYS/ftok_keys.c"; cp "$RIGHT_KEYS" "$KEYS/ftok_keys.c"; done
expect Passed. Press n
absent Grading
keys q
ends 0
SCRIPT

begin_again
play "what editors leave beside the file begins nothing; renaming over it does" \
    80x24 "$grader" watch 1 <<'SCRIPT'
expect 16 checks failed
keys ?
expect this page
run cd "$KEYS" && for f in .ftok_keys.c.swp 4913 ftok_keys.c~ '#ftok_keys.c#' .#ftok_keys.c; do echo x >"$f"; rm "$f"; done
run cp "$RIGHT_KEYS" "$KEYS/.new"
# A grading would have closed the page of keys, and this would open it again.
keys ?z
expect That key does nothing
absent this page
run mv "$KEYS/.new" "$KEYS/ftok_keys.c"
expect Press n for 02-shmget-flags
keys q
ends 0
SCRIPT

begin_again
play "a file that is deleted is waited for" 80x24 "$grader" watch 1 <<'SCRIPT'
expect 16 checks failed
run rm "$KEYS/ftok_keys.c"
expect ftok_keys.c is not there any more; it is graded when it is back
expect makes the key that ftok gives
run cp "$RIGHT_KEYS" "$KEYS/ftok_keys.c"
expect Press n for 02-shmget-flags
keys q
ends 0
SCRIPT

begin_again
play "without inotify the timer notices" 80x24 "$grader" watch 1 --poll <<'SCRIPT'
expect 16 checks failed
run cp "$RIGHT_KEYS" "$KEYS/ftok_keys.c"
expect Press n for 02-shmget-flags
keys q
ends 0
SCRIPT
[ "$failures" -eq 0 ]

#!/bin/sh
# ends.sh GRADER ROOT IN_TERMINAL: however grader watch ends, the terminal is as before.
set -eu
# shellcheck source=tests/e2e/watch/prepare.sh
. "$(dirname "$0")/prepare.sh"
begin_again

play "q" 80x24 "$grader" watch 1 --fast <<'SCRIPT'
expect 16 checks failed
keys q
ends 0
modes
sent \e[?1049h
sent \e[?1049l
absent 16 checks failed
SCRIPT
play "Ctrl-C" 80x24 "$grader" watch 1 --fast <<'SCRIPT'
expect 16 checks failed
keys \x03
ends INT
modes
absent 16 checks failed
SCRIPT
for signal in TERM HUP INT; do
    play "SIG$signal" 80x24 "$grader" watch 1 --fast <<SCRIPT
expect 16 checks failed
run kill -$signal \$TERMINAL_PID
ends $signal
modes
absent 16 checks failed
SCRIPT
done
play "killed at once in the middle of its work" 80x24 "$grader" watch 5 <<'SCRIPT'
expect Grading
run kill -KILL $(cat /proc/$TERMINAL_PID/task/$TERMINAL_PID/children)
expect watch was ended by signal 9
ends 3
modes
SCRIPT
play "the guard is killed" 80x24 sh -c '"$0" watch 1 --fast; read -r line' "$grader" <<'SCRIPT'
expect 16 checks failed
run kill -KILL $(cat /proc/$TERMINAL_PID/task/$TERMINAL_PID/children)
gone 16 checks failed
modes
keys \n
ends 0
SCRIPT
play "Ctrl-Z stops the job, fg goes on" 80x24 sh -mc '"$0" watch 1 --fast; echo STOPPED; read -r line; fg' \
    "$grader" <<'SCRIPT'
expect 16 checks failed
keys \x1a
expect STOPPED
modes
keys \n
expect 16 checks failed
keys h
expect Hint 1 of 3
keys q
ends 0
modes
SCRIPT
play "a stop in the middle of a grading costs no verdict" 80x24 sh -mc \
    '"$0" watch 5; echo STOPPED; read -r line; fg' "$grader" <<'SCRIPT'
run cp "$RIGHT_FLAG" "$FLAG/ready_flag.c"
expect Grading 
keys \x1a
expect STOPPED
keys \n
expect Passed. Press n
keys q
ends 0
modes
SCRIPT
[ "$failures" -eq 0 ]

#!/bin/sh
# stopped.sh GRADER ROOT IN_TERMINAL: Ctrl-Z in the middle of a grading, and fg when every limit would be over: the
# verdict is the one of an undisturbed run. The exercise has a short limit here, so that a stop of some seconds is long.
set -eu
# shellcheck source=tests/e2e/watch/prepare.sh
. "$(dirname "$0")/watch/prepare.sh"
export GRADER="$grader" WALL_S=4
sed -i "s/wall_ms = [0-9]*/wall_ms = ${WALL_S}000/" "$FLAG/exercise.cfg"
cp "$RIGHT_FLAG" "$FLAG/ready_flag.c"
cat >"$scratch/long_stop" <<'STOP'
#!/bin/sh
sleep $((WALL_S + 2))
STOP
cat >"$scratch/under_way" <<'WAY'
#!/bin/sh
# The tests have begun: there are actors below the terminal's program.
below() {
    for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do
        cat "/proc/$child/comm" 2>/dev/null || :
        ( below "$child" )
    done
}
[ "$(below "$TERMINAL_PID" | grep -c '^driver')" -ge 3 ]
WAY
chmod +x "$scratch/long_stop" "$scratch/under_way"

for sandbox in auto off; do
    export SANDBOX=$sandbox
    play "stopped for longer than its limit, --sandbox=$sandbox" 80x24 bash --norc --noprofile -im <<'SCRIPT'
keys PS1=ready:\n
expect ready:
keys "$GRADER" check 5 --fast --sandbox=$SANDBOX\n
until "$SCRATCH/under_way"
keys \x1a
expect Stopped
run "$SCRATCH/long_stop"
keys fg\n
expect 10 / 10
keys exit\n
ends 0
SCRIPT
done
[ "$failures" -eq 0 ]

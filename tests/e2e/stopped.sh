#!/bin/sh
# stopped.sh GRADER ROOT IN_TERMINAL REFUSE: Ctrl-Z in the middle of a grading, and fg when every limit would be over: the
# verdict is the one of an undisturbed run, with namespaces and without. The exercise has a short limit here, so that a
# stop of some seconds is long.
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
# The tests have begun: there are actors below the terminal's program. Nothing but the shell's own commands: a look
# takes two milliseconds, and the grading two seconds.
drivers=0
below() {
    for children in "/proc/$1/task/"*/children; do
        read -r list <"$children" || [ -n "${list-}" ] || continue
        for child in $list; do
            read -r name <"/proc/$child/comm" || continue
            case $name in driver*) drivers=$((drivers + 1)) ;; esac
            below "$child"
        done
    done
}
below "$TERMINAL_PID" 2>/dev/null
[ "$drivers" -ge 3 ]
WAY
chmod +x "$scratch/long_stop" "$scratch/under_way"

# stop_and_go_on TITLE COMMAND: which grades
stop_and_go_on() {
    COMMAND=$2 play "$1" 80x24 bash --norc --noprofile -im <<'SCRIPT'
keys PS1=ready:\n
expect ready:
keys $COMMAND check 5\n
until "$SCRATCH/under_way"
keys \x1a
expect Stopped
run "$SCRATCH/long_stop"
keys fg\n
expect 10 / 10
keys exit\n
ends 0
SCRIPT
}
stop_and_go_on "stopped for longer than its limit" "$grader"
stop_and_go_on "stopped for longer than its limit, without namespaces" "${4:?$usage} $grader"
[ "$failures" -eq 0 ]

#!/bin/sh
# abandon.sh GRADER ROOT IN_TERMINAL: a grading that grader watch calls off, or is ended in, leaves nothing: no process, no
# IPC object, nothing in /dev/shm or /tmp. In a room (in_room.sh), so that all in sight is ours.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ "${4-}" != inside ]; then
    outside=$(mktemp -d)
    trap 'rm -rf "$outside"' EXIT
    mkdir "$outside/queues"
    if ! "$here/../in_room.sh" "$outside/queues" "$1" check 1 --solutions --fast --sandbox=require >/dev/null 2>&1; then
        echo "skipped: no sandbox within a sandbox on this machine"
        exit 77
    fi
    "$here/../in_room.sh" "$outside/queues" "$0" "$@" inside "$outside/queues"
    exit
fi
queues=$5
# shellcheck source=tests/e2e/watch/prepare.sh
. "$here/prepare.sh"
export TMPDIR="$scratch/tmp" QUEUES="$queues"
mkdir "$TMPDIR"

# What is there: the kernel's tables, names, files; and how many processes.
cat >"$scratch/look" <<'LOOK'
#!/bin/sh
for table in shm sem msg; do
    sed 1d "/proc/sysvipc/$table"
done
ls -A /dev/shm "$QUEUES" "$TMPDIR"
ls -A /tmp | grep '^workbook-' || :
LOOK
cat >"$scratch/alone" <<'ALONE'
#!/bin/sh
# Nobody works for the grader any more: no sandbox, no compiler, no Valgrind.
! cat /proc/[0-9]*/comm 2>/dev/null | grep -qE '^(bwrap|proctor|confine|driver|memcheck|cc1|as|ld|valgrind)'
ALONE
chmod +x "$scratch/look" "$scratch/alone"
"$scratch/look" >"$scratch/before"

# compare TITLE: with what was there before
compare() {
    "$scratch/look" >"$scratch/after"
    if "$scratch/alone" && cmp -s "$scratch/before" "$scratch/after"; then
        echo "ok: $1: nothing is left"
    else
        echo "not ok: $1: something is left"
        diff "$scratch/before" "$scratch/after" || :
        cat /proc/[0-9]*/comm
        failures=$((failures + 1))
    fi
}

cp "$RIGHT_FLAG" "$FLAG/ready_flag.c"
play "q while Valgrind is at work" 80x24 "$grader" watch 5 <<'SCRIPT'
expect Valgrind is at work
keys q
ends 0
until "$SCRATCH/alone"
SCRIPT
compare "quit during Valgrind"
play "SIGTERM while Valgrind is at work" 80x24 "$grader" watch 5 <<'SCRIPT'
expect Valgrind is at work
run kill -TERM $TERMINAL_PID
ends TERM
until "$SCRATCH/alone"
SCRIPT
compare "terminated during Valgrind"
play "killed while Valgrind is at work" 80x24 "$grader" watch 5 <<'SCRIPT'
expect Valgrind is at work
run kill -KILL $(cat /proc/$TERMINAL_PID/task/$TERMINAL_PID/children)
ends 3
until "$SCRATCH/alone"
SCRIPT
compare "killed during Valgrind"
play "saved again while Valgrind is at work: the old grading ends at once" 80x24 "$grader" watch 5 <<'SCRIPT'
expect Valgrind is at work
run echo 'int broken' >"$FLAG/ready_flag.c"
expect It was not built
until "$SCRATCH/alone"
run "$SCRATCH/look" | cmp - "$SCRATCH/before"
keys q
ends 0
SCRIPT
compare "called off by a save"
[ "$failures" -eq 0 ]

#!/bin/sh
# abandon.sh GRADER ROOT IN_TERMINAL REFUSE: a grading that grader watch calls off, or is ended in, leaves nothing: no process, no
# IPC object, nothing in /dev/shm or /tmp; on a machine that refuses namespaces (REFUSE) too. In a room (in_room.sh), so that all in sight is ours.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
refuse=${4:?usage: $0 GRADER ROOT IN_TERMINAL REFUSE}
if [ "${5-}" != inside ]; then
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
queues=$6
# shellcheck source=tests/e2e/watch/prepare.sh
. "$here/prepare.sh"
export TMPDIR="$scratch/tmp" WORKBOOK_RUN_FOLDER="$scratch/tmp" QUEUES="$queues"
mkdir "$TMPDIR"
chmod 755 "$scratch" # runs of an unprivileged user go through it

# What is there: the kernel's tables, names, files; and how many processes.
cat >"$scratch/look" <<'LOOK'
#!/bin/sh
for table in shm sem msg; do
    sed 1d "/proc/sysvipc/$table"
done
ls -A /dev/shm "$QUEUES" "$TMPDIR"
LOOK
cat >"$scratch/alone" <<'ALONE'
#!/bin/sh
# Nobody works for the grader any more: no sandbox, no compiler, no Valgrind.
! cat /proc/[0-9]*/comm 2>/dev/null | grep -qE '^(bwrap|proctor|confine|driver|memcheck|cc1|as|ld|valgrind)'
ALONE
cat >"$scratch/valgrind" <<'VALGRIND'
#!/bin/sh
# The tests run under Valgrind: there is a child of the one that waits for them.
cat /proc/[0-9]*/task/*/children /proc/[0-9]*/comm 2>/dev/null | grep -q '^memcheck'
VALGRIND
chmod +x "$scratch/look" "$scratch/alone" "$scratch/valgrind"
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
until "$SCRATCH/valgrind"
keys q
ends 0
until "$SCRATCH/alone"
SCRIPT
compare "quit during Valgrind"
play "SIGTERM while Valgrind is at work" 80x24 "$grader" watch 5 <<'SCRIPT'
until "$SCRATCH/valgrind"
run kill -TERM $TERMINAL_PID
ends TERM
until "$SCRATCH/alone"
SCRIPT
compare "terminated during Valgrind"
play "killed while Valgrind is at work" 80x24 "$grader" watch 5 <<'SCRIPT'
until "$SCRATCH/valgrind"
run kill -KILL $(cat /proc/$TERMINAL_PID/task/$TERMINAL_PID/children)
ends 3
until "$SCRATCH/alone"
SCRIPT
compare "killed during Valgrind"
play "saved again while Valgrind is at work: the old grading ends at once" 80x24 "$grader" watch 5 <<'SCRIPT'
until "$SCRATCH/valgrind"
run echo 'int broken' >"$FLAG/ready_flag.c"
expect It was not built
keys q
ends 0
until "$SCRATCH/alone"
SCRIPT
compare "called off by a save"
cp "$RIGHT_FLAG" "$FLAG/ready_flag.c"
play "without namespaces: saved again, then q while Valgrind is at work" \
    80x24 "$refuse" "$grader" watch 5 <<'SCRIPT'
until cat /proc/[0-9]*/comm 2>/dev/null | grep -q '^driver'
run cp "$RIGHT_FLAG" "$FLAG/ready_flag.c"
until "$SCRATCH/valgrind"
keys q
ends 0
modes
until "$SCRATCH/alone"
SCRIPT
compare "without namespaces"
play "without namespaces: q while a check is recorded" 80x24 "$refuse" "$grader" watch 5 --fast <<'SCRIPT'
expect Passed
keys v
until cat /proc/[0-9]*/comm 2>/dev/null | grep -q '^driver'
keys q
ends 0
modes
until "$SCRATCH/alone"
SCRIPT
compare "quit while a check is recorded"
[ "$failures" -eq 0 ]

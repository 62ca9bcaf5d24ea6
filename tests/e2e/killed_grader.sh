#!/bin/sh
# killed_grader.sh GRADER ROOT: what is left of a grading whose grader was killed in the middle?
#
# Nothing, in full mode: no process, no System V object, nothing in /dev/shm, nothing in /tmp. It is tried at
# several moments, chosen at random. To see our own alone, the test runs in namespaces of its own.
set -eu

usage="usage: killed_grader.sh GRADER ROOT"
grader=${1:?$usage}
root=${2:?$usage}
skipped=77
moments=6

if [ "${3-}" = rooms ]; then
    mount -t tmpfs -o mode=1777 none /dev/shm
    shift 3
    exec "$@"
fi
if [ "${3-}" != inside ]; then
    # Private namespaces within which the grader can still make its own: not every machine gives them. (As
    # root bubblewrap covers parts of /proc, and then nobody inside may mount another.)
    if [ "$(id -u)" -eq 0 ]; then
        set -- unshare --mount --pid --ipc --fork --kill-child --mount-proc "$0" "$grader" "$root" rooms
    else
        set -- bwrap --dev-bind / / --unshare-pid --unshare-ipc --proc /proc --perms 1777 \
            --tmpfs /dev/shm --die-with-parent
    fi
    if ! "$@" "$grader" check 1 --solutions --fast --sandbox=require >/dev/null 2>&1; then
        echo "skipped: no sandbox within a sandbox on this machine"
        exit "$skipped"
    fi
    exec "$@" "$0" "$grader" "$root" inside
fi

# Counts the processes in sight, without starting one; the count is left in $processes.
count_processes() {
    set -- /proc/[0-9]*
    processes=$#
}

state() {
    for table in shm sem msg; do
        sed 1d "/proc/sysvipc/$table"
    done
    ls -A /dev/shm
    # Others use the machine's /tmp at the same time; ours have this name.
    find "${TMPDIR:-/tmp}" -maxdepth 1 -name 'workbook-??????' 2>/dev/null
}

# The kernel ends what has lost its parent; give it ten seconds.
wait_for_end() {
    tries=0
    count_processes
    while [ "$processes" -gt "$alone" ] && [ "$tries" -lt 100 ]; do
        tries=$((tries + 1))
        sleep 0.1
        count_processes
    done
}

failures=0
before=$(state)
count_processes
alone=$processes
turn=0
while [ "$turn" -lt "$moments" ]; do
    turn=$((turn + 1))
    "$grader" check 1 2 3 4 --solutions --sandbox=require --jobs 4 >/dev/null 2>&1 &
    pid=$!
    random=$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')
    moment=$(printf '%d.%03d' $((random % 3000 / 1000)) $((random % 1000)))
    sleep "$moment"
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    wait_for_end
    after=$(state)
    if [ "$processes" -gt "$alone" ] || [ "$after" != "$before" ]; then
        echo "not ok: killed after $moment s: $((processes - alone)) processes are left, and:"
        ps -e 2>/dev/null || true
        echo "$after"
        failures=$((failures + 1))
    else
        echo "ok: killed after $moment s, nothing is left"
    fi
done
[ "$failures" -eq 0 ]

#!/bin/sh
# killed_grader.sh GRADER ROOT REFUSE: what is left of a grading whose grader was killed in the middle?
#
# Nothing, in full mode: no process, no System V object, nothing in /dev/shm, nothing in the folder of runs.
# In reduced mode the next grading takes away what is left, and nothing that belongs to somebody else. Each is tried at several
# moments, chosen at random, in a room (in_room.sh), so that all in sight is ours. Control groups stay in either mode,
# with nobody in them, until the next grading.
set -eu

usage="usage: killed_grader.sh GRADER ROOT REFUSE"
grader=${1:?$usage}
root=${2:?$usage}
refuse=${3:?$usage}
here=$(cd "$(dirname "$0")" && pwd)
skipped=77
moments=6
early=10

if [ "${4-}" != inside ]; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    mkdir "$scratch/queues" "$scratch/runs"
    chmod 755 "$scratch"
    if ! "$here/in_room.sh" "$scratch/queues" "$grader" check 1 --solutions --fast --sandbox=require \
        >/dev/null 2>&1; then
        echo "skipped: no sandbox within a sandbox on this machine"
        exit "$skipped"
    fi
    WORKBOOK_RUN_FOLDER="$scratch/runs" "$here/in_room.sh" "$scratch/queues" "$0" "$grader" "$root" "$refuse" \
        inside "$scratch"
    exit
fi
scratch=$5
failures=0
# shellcheck source=tests/e2e/own_groups.sh
. "$here/own_groups.sh"
trap leave_own_groups EXIT
enter_own_groups

# Counts the processes in sight, without starting one; the count is left in $processes.
count_processes() {
    set -- /proc/[0-9]*
    processes=$#
}
state() {
    for table in shm sem msg; do
        sed 1d "/proc/sysvipc/$table"
    done
    ls -A /dev/shm "$scratch/queues"
    find "$scratch/runs"
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
# kill_one SPAN_MS COMMAND…: starts a grading and kills it at some moment of its first SPAN_MS, which is
# left in $moment
kill_one() {
    span=$1
    shift
    "$@" >/dev/null 2>&1 &
    pid=$!
    random=$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')
    moment=$(printf '%d.%03d' $((random % span / 1000)) $((random % span % 1000)))
    sleep "$moment"
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
}
# compare TITLE: with what was there before
compare() {
    wait_for_end
    state >"$scratch/after"
    if [ "$processes" -gt "$alone" ] || ! cmp -s "$scratch/before" "$scratch/after"; then
        echo "not ok: $1: $((processes - alone)) processes more, and:"
        ps -e -o pid,ppid,user,args 2>/dev/null || true
        diff "$scratch/before" "$scratch/after" || true
        failures=$((failures + 1))
    else
        echo "ok: $1"
    fi
}

# compare_groups TITLE: after a grading that came to its end
compare_groups() {
    list_left_groups >"$scratch/groups"
    if [ -s "$scratch/groups" ]; then
        echo "not ok: $1, but for control groups:"
        cat "$scratch/groups"
        failures=$((failures + 1))
    elif [ -n "$own_groups" ]; then
        echo "ok: $1"
    fi
}

state >"$scratch/before"
count_processes
alone=$processes
with_groups=0 # kills that left some
turn=0
while [ "$turn" -lt "$moments" ]; do
    turn=$((turn + 1))
    kill_one 3000 "$grader" check 1 2 3 4 --solutions --sandbox=require --jobs 4
    compare "killed after $moment s, nothing is left"
    [ -z "$(list_left_groups)" ] || with_groups=$((with_groups + 1))
done
# Sandboxes are made within a few milliseconds each: many kills in the time when they are.
turn=0
while [ "$turn" -lt "$early" ]; do
    turn=$((turn + 1))
    kill_one 400 "$grader" check 1 2 3 4 --solutions --sandbox=require --jobs 4
    compare "killed after $moment s, with its sandboxes half made, nothing is left"
done
"$grader" check 1 --solutions --fast --sandbox=require >/dev/null
compare_groups "the next grading has removed the groups that were left ($with_groups of $moments kills left some)"
# Who has one looks at it: graders make groups in the folder of this test.
if [ -n "$own_groups" ] && [ "$with_groups" -eq 0 ]; then
    echo "not ok: no kill left a group: they are not where this test looks"
    failures=$((failures + 1))
fi

# Things of others that look like ours: a folder without the mark, one whose grader lives, objects.
mkdir "$scratch/runs/workbook-abcdef" "$scratch/runs/workbook-living"
echo "not a mark" >"$scratch/runs/workbook-abcdef/of-a-grader"
segment=$(ipcmk -M 4096 | tr -cd '0-9')
echo "somebody's" >/dev/shm/somebody

daemon="$scratch/submission"
mkdir -p "$daemon"
"$here/case_source.sh" "$root" "$here/../hostile/process/daemon.c" >"$daemon/shmget_flags.c"
settle() {
    "$refuse" "$grader" check 1 --solutions --fast >"$scratch/words" 2>&1 || {
        echo "not ok: the next grading: $(cat "$scratch/words")"
        failures=$((failures + 1))
    }
    # An ordinary user's objects cannot be told from the student's (grader/stage/leftovers.h).
    if [ "$(id -u)" -ne 0 ]; then
        ipcrm --all
        find /dev/shm -mindepth 1 -delete
    fi
}
# A folder of a grader that lives: copied from one, and locked.
"$refuse" "$grader" check 2 --solutions --jobs 1 >/dev/null 2>&1 &
pid=$!
# shellcheck disable=SC2016
timeout 60 sh -c 'until find "$1" -path "*workbook-??????/of-a-grader" -size +20c | grep -q .; do sleep 0.01; done' \
    sh "$scratch/runs"
find "$scratch/runs" -path '*workbook-??????/of-a-grader' -size +20c ! -path '*living*' -exec cp {} "$scratch/runs/workbook-living/" \;
wait "$pid"
exec 9<"$scratch/runs/workbook-living"
flock 9

[ "$(id -u)" -eq 0 ] || settle
state >"$scratch/before"
turn=0
while [ "$turn" -lt "$moments" ]; do
    turn=$((turn + 1))
    if [ $((turn % 2)) -eq 0 ]; then
        kill_one 3000 "$refuse" "$grader" check 1 2 3 4 --solutions --jobs 4
    else
        kill_one 3000 "$refuse" "$grader" check 2 --dir "$daemon" --fast
    fi
    count_processes
    state >"$scratch/after"
    rest="$(diff "$scratch/before" "$scratch/after" | grep -c '^>' || :) names, $((processes - alone)) processes"
    settle
    compare "reduced mode: killed after $moment s, the next run has taken away the rest ($rest)"
    compare_groups "and the groups"
done
exec 9<&-
settle
if [ -e "$scratch/runs/workbook-living" ]; then
    echo "not ok: a folder that nobody holds any more is still there"
    failures=$((failures + 1))
fi
[ -z "$segment" ] || ipcrm -m "$segment" || true
[ "$failures" -eq 0 ]

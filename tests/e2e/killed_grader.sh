#!/bin/sh
# killed_grader.sh GRADER ROOT REFUSE SIGNAL_AT MOMENTS: what is left of a grading whose grader was killed in the middle?
#
# Nothing, in full mode: no process, no System V object, nothing in /dev/shm, nothing in the folder of runs. In reduced
# mode the next grading takes away what is left, and nothing that belongs to somebody else. Of what ends in order, by a
# signal that asks for it, nothing is left in either mode. One that is stopped first, as by Ctrl-Z, leaves no more than one
# that is only killed. Control groups stay in either mode, with nobody in them, until the next grading.
#
# Each is tried at MOMENTS steps of the grader (signal_at), or a third of that, spread evenly; at all of them where it has
# fewer. In a room (in_room.sh), so that all in sight is ours.
set -eu

usage="usage: killed_grader.sh GRADER ROOT REFUSE SIGNAL_AT MOMENTS"
grader=${1:?$usage}
root=${2:?$usage}
refuse=${3:?$usage}
signal_at=${4:?$usage}
moments=${5:?$usage}
few=$(((moments + 2) / 3))
here=$(cd "$(dirname "$0")" && pwd)
skipped=77

if [ "${6-}" != inside ]; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    mkdir "$scratch/queues" "$scratch/runs" "$scratch/tmp"
    chmod 755 "$scratch"
    if ! "$here/in_room.sh" "$scratch/queues" "$grader" check 1 --solutions --fast --sandbox=require \
        >/dev/null 2>&1; then
        echo "skipped: no sandbox within a sandbox on this machine"
        exit "$skipped"
    fi
    TMPDIR="$scratch/tmp" WORKBOOK_RUN_FOLDER="$scratch/runs" "$here/in_room.sh" "$scratch/queues" "$0" \
        "$grader" "$root" "$refuse" "$signal_at" "$moments" inside "$scratch"
    exit
fi
scratch=$7
failures=0
# shellcheck source=tests/e2e/own_groups.sh
. "$here/own_groups.sh"
trap leave_own_groups EXIT
enter_own_groups

fail() {
    echo "not ok: $1"
    failures=$((failures + 1))
}
state() {
    for table in shm sem msg; do
        sed 1d "/proc/sysvipc/$table"
    done
    ls -A /dev/shm "$scratch/queues"
    find "$scratch/runs" "$scratch/tmp"
}
# compare TITLE: with what was there before
compare() {
    state >"$scratch/after"
    if ! cmp -s "$scratch/before" "$scratch/after"; then
        fail "$1, but:"
        diff "$scratch/before" "$scratch/after" || :
        state >"$scratch/before"
    fi
}
# compare_groups TITLE: after a grading that came to its end
compare_groups() {
    list_left_groups >"$scratch/groups"
    if [ -s "$scratch/groups" ]; then
        fail "$1, but for control groups: $(cat "$scratch/groups")"
    fi
}

# interrupt SIGNAL STEP COMMAND…: false when the command has fewer steps
interrupt() {
    status=0
    "$signal_at" "$@" >"$scratch/moment" 2>&1 </dev/null || status=$?
    case $status in
    0)
        moment="$1 at step $(sed -n 's/^step //p' "$scratch/moment")"
        grep -q "^ended by $1$" "$scratch/moment" || fail "$moment: $(tail -n 1 "$scratch/moment")"
        ;;
    3) return 1 ;;
    *) fail "signal $1: $(cat "$scratch/moment")" ;;
    esac
}
# at_moments MOMENTS AFTER SIGNAL COMMAND…: AFTER is called after each
at_moments() {
    count=$1
    after=$2
    number=$3
    shift 3
    interrupt "$number" 0 "$@" || :
    steps=$(sed -n 's/ steps$//p' "$scratch/moment" | tail -n 1)
    count=$((count < steps ? count : steps))
    turn=0
    while [ "$turn" -lt "$count" ]; do
        # The middle of a stretch: at the first step there is nothing yet.
        interrupt "$number" $((steps * (2 * turn + 1) / (2 * count) + 1)) "$@" || break
        "$after"
        turn=$((turn + 1))
    done
    echo "done: $turn of $steps steps of: $number $*"
}

# state_of PID: R, S, T, …; "" when there is none
state_of() {
    sed 's/.*) //; s/ .*//' "/proc/$1/stat" 2>/dev/null || :
}
is_driver_here() {
    grep -q 'student[.]so' /proc/[0-9]*/cmdline 2>/dev/null
}
# stop_and_kill AFTER COMMAND…: stopped while a learner's code runs, and killed as it stands there. The whole room then
# empties by itself. The code hangs: it is still running when the signal comes, however late this script sees it.
stop_and_kill() {
    after=$1
    shift
    mkdir -p "$scratch/hanging"
    "$here/case_source.sh" "$root" "$root/tests/hostile/process/deadlock.c" >"$scratch/hanging/shmget_flags.c"
    set -- /proc/[0-9]* -- "$@" --dir "$scratch/hanging"
    alone=0
    while [ "$1" != -- ]; do
        alone=$((alone + 1))
        shift
    done
    shift
    "$@" >/dev/null 2>&1 </dev/null &
    stopped=$!
    until is_driver_here || [ -z "$(state_of "$stopped")" ]; do :; done
    kill -STOP "$stopped"
    until [ "$(state_of "$stopped")" = T ] || [ -z "$(state_of "$stopped")" ]; do :; done
    moment="stopped, then killed: $*"
    [ "$(state_of "$stopped")" = T ] || fail "$moment: it came to its end before"
    kill -KILL "$stopped"
    wait "$stopped" 2>/dev/null || :
    looks=0
    while set -- /proc/[0-9]* && [ $# -gt "$alone" ] && [ "$looks" -lt 10000 ]; do
        looks=$((looks + 1))
    done
    [ $# -le "$alone" ] || fail "$moment: processes are left: $(cat /proc/[0-9]*/comm | tr '\n' ' ')"
    "$after"
}

# --- Full mode ----------------------------------------------------------------------------------------

with_groups=0 # kills that left some
nothing_is_left() {
    compare "$moment: nothing is left"
    [ -z "$(list_left_groups)" ] || with_groups=$((with_groups + 1))
}
no_group_either() {
    nothing_is_left
    compare_groups "$moment: nothing is left"
}
state >"$scratch/before"
at_moments "$moments" nothing_is_left KILL "$grader" check 1 --solutions --fast --sandbox=require
at_moments "$few" nothing_is_left KILL "$grader" check 5 --solutions --sandbox=require --jobs 4
stop_and_kill nothing_is_left "$grader" check 2 --fast --sandbox=require
"$grader" check 1 --solutions --fast --sandbox=require >/dev/null
compare_groups "the next grading has removed the groups that were left"
# Who has one looks at it: graders make groups in the folder of this test.
if [ -n "$own_groups" ] && [ "$with_groups" -eq 0 ]; then
    fail "no kill left a group: they are not where this test looks"
fi
for signal in TERM INT QUIT HUP; do
    at_moments "$few" no_group_either "$signal" "$grader" check 1 --solutions --fast --sandbox=require
done

# --- Things of others that look like ours -------------------------------------------------------------

runs=$scratch/runs
ipcmk -M 4096 >/dev/null
ipcmk -S 1 >/dev/null
ipcmk -Q >/dev/null
echo "somebody's" >/dev/shm/somebody
: >"$scratch/queues/somebody"
# Folders by our names: without a mark, with another one, open for all, only just made and in use; no folder; a link.
mkdir "$runs/workbook-000001" "$runs/workbook-000002" "$runs/workbook-000003" "$runs/workbook-000004" "$runs/elsewhere"
echo "not a mark" >"$runs/workbook-000002/of-a-grader"
chmod 1777 "$runs/workbook-000003"
echo "somebody's" >"$runs/workbook-000004/letter"
chmod 1700 "$runs/workbook-000004"
echo "somebody's" >"$runs/workbook-000005"
ln -s elsewhere "$runs/workbook-000006"
# One whose grader lives; where it is led to by a link its grader is gone.
mark="a folder of grader check, removed by it or by its successor"
for folder in workbook-living elsewhere; do
    mkdir -p "$runs/$folder"
    echo "$mark" >"$runs/$folder/of-a-grader"
done
exec 9<"$runs/workbook-living"
flock 9
if [ "$(id -u)" -eq 0 ]; then
    mkdir "$runs/workbook-000007"
    echo "$mark" >"$runs/workbook-000007/of-a-grader"
    chown -R 65533 "$runs/workbook-000007"
fi
# Programs by the names of ours, and one that reads in a folder whose grader is gone.
mkdir "$runs/workbook-000008" "$scratch/bin"
echo "$mark" >"$runs/workbook-000008/of-a-grader"
strangers=
start_stranger() { # PROGRAM ARGUMENT…: it lives until the end of this test
    "$@" <"$scratch/for-ever" >/dev/null 2>&1 9<&- &
    strangers="$strangers $!"
}
mkfifo "$scratch/for-ever"
exec 8<>"$scratch/for-ever"
for name in grader proctor driver keeper; do
    cp /usr/bin/cat "$scratch/bin/$name"
    start_stranger "$scratch/bin/$name"
done
start_stranger tail -n 1 "$runs/workbook-000008/of-a-grader" -
for folder in $own_groups; do
    mkdir "$folder/workbook-1.service" "$folder/workbook-1-1"
    case $folder in
    */pids/* | */memory/*) echo "${strangers##* }" >"$folder/workbook-1.service/cgroup.procs" ;;
    esac
done

strangers_live() {
    for pid in $strangers; do
        kill -0 "$pid" 2>/dev/null || fail "$moment: somebody's process is gone"
    done
    for folder in $own_groups; do
        for group in workbook-1.service workbook-1-1; do
            [ -d "$folder/$group" ] || fail "$moment: somebody's group $group is gone"
        done
    done
}

# --- Reduced mode -------------------------------------------------------------------------------------

settle() {
    "$refuse" "$grader" check 1 --solutions --fast >"$scratch/words" 2>&1 ||
        fail "the next grading: $(cat "$scratch/words")"
}
with_rest=0 # kills that left something
the_next_settles() {
    state >"$scratch/after"
    if ! cmp -s "$scratch/before" "$scratch/after" || [ -n "$(list_rest)" ]; then
        with_rest=$((with_rest + 1))
        settle
    fi
    compare "$moment: the next run has taken away the rest"
    strangers_live
    compare_rest
}
in_order() {
    compare "$moment: nothing is left"
    strangers_live
    compare_rest
}
list_rest() {
    list_left_groups | grep -v '/workbook-1-1$\|/workbook-1.service$' || :
}
compare_rest() {
    list_rest >"$scratch/groups"
    [ ! -s "$scratch/groups" ] || fail "$moment: groups are left: $(cat "$scratch/groups")"
}
daemon="$scratch/submission"
mkdir -p "$daemon"
"$here/case_source.sh" "$root" "$here/../hostile/process/daemon.c" >"$daemon/shmget_flags.c"

settle
if [ -e "$runs/workbook-000008" ]; then
    fail "a folder whose grader is gone is still there"
fi
state >"$scratch/before"
at_moments "$moments" the_next_settles KILL "$refuse" "$grader" check 1 --solutions --fast
at_moments "$moments" the_next_settles KILL "$refuse" "$grader" check 2 --dir "$daemon" --fast
if [ "$with_rest" -eq 0 ]; then
    fail "no kill left anything: it is not where this test looks"
fi
stop_and_kill the_next_settles "$refuse" "$grader" check 2 --fast
at_moments "$few" in_order TERM "$refuse" "$grader" check 1 --solutions --fast

exec 9<&-
settle
if [ -e "$runs/workbook-living" ]; then
    fail "a folder that nobody holds any more is still there"
fi
[ -d "$runs/elsewhere" ] || fail "what a link leads to is gone"
exec 8>&-
# shellcheck disable=SC2086 # several
kill $strangers
wait
for folder in $own_groups; do
    rmdir "$folder/workbook-1.service" "$folder/workbook-1-1"
done
[ "$failures" -eq 0 ]

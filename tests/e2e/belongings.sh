#!/bin/sh
# belongings.sh GRADER REFUSE: without namespaces a submission and its tests are the same user as who grades. What that
# user has is left alone, also where a submission calls it its own.
#
# Tried with solutions, and with a submission that returns ids of the user's objects: in a room (in_room.sh) the first is 0. As
# root the test does this as a user that no account has.
set -eu

usage="usage: belongings.sh GRADER REFUSE"
grader=${1:?$usage}
refuse=${2:?$usage}
here=$(cd "$(dirname "$0")" && pwd)
skipped=77
user=61234

if [ "${3-}" != inside ]; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    mkdir "$scratch/queues" "$scratch/runs"
    chmod 777 "$scratch" "$scratch/queues" "$scratch/runs"
    as_user=
    [ "$(id -u)" -ne 0 ] ||
        as_user="setpriv --reuid=$user --regid=$user --clear-groups --inh-caps=-all env -u XDG_RUNTIME_DIR HOME=/"
    cd /
    # shellcheck disable=SC2086 # several words
    if ! $as_user "$here/in_room.sh" "$scratch/queues" "$grader" check 1 --solutions --fast --sandbox=require \
        >/dev/null 2>&1; then
        echo "skipped: no sandbox within a sandbox on this machine, or other users may not enter this folder"
        exit "$skipped"
    fi
    # shellcheck disable=SC2086
    $as_user env WORKBOOK_RUN_FOLDER="$scratch/runs" "$here/in_room.sh" "$scratch/queues" \
        "$here/belongings.sh" "$grader" "$refuse" inside "$scratch"
    exit
fi
scratch=$4
failures=0

# What a grading leaves of its own is another matter (grader/stage/leftovers.h).
belongings() {
    for table in shm sem msg; do
        awk '$2 == 0 { print $1, $2, $3, $4, $11 }' "/proc/sysvipc/$table"
    done
    cat /dev/shm/somebody /dev/shm/sem.somebody
}
ipcmk -M 4096 >/dev/null
ipcmk -S 1 >/dev/null
ipcmk -Q >/dev/null
echo "somebody's" >/dev/shm/somebody
echo "somebody's" >/dev/shm/sem.somebody
belongings >"$scratch/before"
if [ "$(wc -l <"$scratch/before")" -ne 5 ]; then
    echo "not ok: there is nothing to lose"
    exit 1
fi

mkdir "$scratch/submission"
cat >"$scratch/submission/shmget_flags.c" <<END
#include "shmget_flags.h"
int segment_create(key_t key, size_t size, mode_t mode)
{
    (void)key, (void)size, (void)mode;
    return 0;
}
int segment_open(key_t key, size_t min_size)
{
    (void)key, (void)min_size;
    return 0;
}
int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    (void)key, (void)size, (void)mode;
    *created = true;
    return 0;
}
int segment_private(size_t size, mode_t mode)
{
    (void)size, (void)mode;
    return 0;
}
END
# leaves_alone TITLE STATUS ARGUMENT…
leaves_alone() {
    title=$1
    wanted=$2
    shift 2
    status=0
    "$refuse" "$grader" check "$@" --fast >"$scratch/words" 2>&1 || status=$?
    belongings >"$scratch/after"
    if [ "$status" -ne "$wanted" ]; then
        echo "not ok: $title: status $status, not $wanted"
        cat "$scratch/words"
        failures=$((failures + 1))
    elif cmp -s "$scratch/before" "$scratch/after"; then
        echo "ok: $title: what the user has is as it was"
    else
        echo "not ok: $title: what the user has has changed"
        diff "$scratch/before" "$scratch/after" || :
        failures=$((failures + 1))
    fi
}
leaves_alone "solutions" 0 1 2 3 4 6 --solutions
leaves_alone "ids of the user's" 1 2 --dir "$scratch/submission"
[ "$failures" -eq 0 ]

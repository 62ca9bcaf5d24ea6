#!/bin/sh
# isolation.sh GRADER ROOT REFUSE: does a submission change the verdict of another?
#
# A is hostile: it leaves objects behind, fills tables, kills, stops, or becomes a daemon. B has faults of its own that
# a verdict tells with lines and leaks. B's verdict, durations aside, must be the one that it gets alone,
#
#     when both are exercises of one submission, one after the other or at the same time,
#     when A was graded before it by another grader,
#     when two graders are at work at the same time, which in reduced mode take turns.
#
# In full mode it is compared byte by byte. Without namespaces the keys and numbers of objects are the machine's:
# there they are left out.
set -eu

usage="usage: isolation.sh GRADER ROOT REFUSE"
grader=${1:?$usage}
root=${2:?$usage}
refuse=${3:?$usage}
here=$(cd "$(dirname "$0")" && pwd)
skipped=77

if [ "${4-}" != inside ]; then
    # What fills the kernel's tables is better done in a room of its own (in_room.sh).
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    mkdir "$scratch/queues"
    chmod 755 "$scratch"
    if ! "$here/in_room.sh" "$scratch/queues" "$grader" check 1 --solutions --fast --sandbox=require \
        >/dev/null 2>&1; then
        echo "skipped: no sandbox within a sandbox on this machine"
        exit "$skipped"
    fi
    WORKBOOK_RUN_FOLDER="$scratch" "$here/in_room.sh" "$scratch/queues" "$0" "$grader" "$root" "$refuse" \
        inside "$scratch"
    exit
fi
scratch=$5
failures=0

# B: two exercises, a wrong solution each.
submission() {
    mkdir -p "$scratch/$1/03-attach-detach" "$scratch/$1/04-posix-mmap"
    cp "$root/tests/exercises/03-attach-detach/mutants/attach-skips-header.c" \
        "$scratch/$1/03-attach-detach/attach_detach.c"
    cp "$root/tests/exercises/04-posix-mmap/mutants/remove-moves-aside.c" \
        "$scratch/$1/04-posix-mmap/posix_mmap.c"
}
# hostile NAME KIND/CASE: the same with A beside it
hostile() {
    submission "$1"
    mkdir "$scratch/$1/02-shmget-flags"
    "$here/case_source.sh" "$root" "$here/../hostile/$2.c" >"$scratch/$1/02-shmget-flags/shmget_flags.c"
}
as_asked() {
    case $mode in
    full) "$@" ;;
    reduced) "$refuse" "$@" ;;
    esac
}
# grade NAME VERDICT EXERCISE… [OPTION…]
grade() {
    name=$1
    verdict=$2
    shift 2
    status=0
    as_asked timeout -k 5 240 "$grader" check "$@" --dir "$scratch/$name" --fast --format json \
        >"$verdict" 2>"$verdict.complaints" || status=$?
    if [ "$status" -ne 1 ]; then
        echo "not ok: $name: exit status $status: $(cat "$verdict.complaints")"
        failures=$((failures + 1))
    fi
}
# What a verdict says of exercises 3 and 4.
said_of_b() {
    sed -n '/^      "number": 3,/,$p' "$1" | grep -v '"duration_ms": ' |
        if [ "$mode" = full ]; then
            cat
        else
            sed -E 's/0x[0-9a-f]+/KEY/g; s/(segment|shmid) [0-9]+/\1 NUMBER/g; s/"id": "?[0-9]+"?/"id": NUMBER/; s/workbook-[^ "\\]*/NAME/g'
        fi
}
same() {
    title=$1
    said_of_b "$2" >"$scratch/said"
    if cmp -s "$scratch/alone" "$scratch/said" && [ -s "$scratch/said" ]; then
        echo "ok: $mode: $title"
    else
        echo "not ok: $mode: $title"
        diff "$scratch/alone" "$scratch/said" | head -n 20 || :
        failures=$((failures + 1))
    fi
}

# try MODE KIND/CASE…: B alone, with each A, and after them
try() {
    mode=$1
    shift
    grade b "$scratch/verdict" 3 4
    said_of_b "$scratch/verdict" >"$scratch/alone"
    if ! grep -q '"status": "crash"\|"status": "fail"' "$scratch/alone" ||
        ! grep -q "\"sandbox\": \"$mode\"" "$scratch/verdict"; then
        echo "not ok: $mode: the verdict to compare with says nothing"
        cat "$scratch/verdict.complaints"
        failures=$((failures + 1))
    fi
    for case in "$@"; do
        grade "$(echo "$case" | tr / -)" "$scratch/verdict" 2 3 4 --jobs 1
        same "in one submission with $case" "$scratch/verdict"
    done
    grade b "$scratch/verdict" 3 4
    same "after all of them" "$scratch/verdict"

}

# together MODE KIND/CASE: another grader with A, and two with B
together() {
    mode=$1
    grade "$(echo "$2" | tr / -)" "$scratch/other" 2 &
    other=$!
    grade b "$scratch/second" 3 4 &
    second=$!
    grade b "$scratch/verdict" 3 4
    wait "$other" "$second"
    same "beside another grader with $2" "$scratch/verdict"
    same "beside another grader with B" "$scratch/second"
}

submission b
all="ipc/thousands-of-segments ipc/names-of-odd-bytes ipc/removes-everything process/daemon process/kill-all
    process/stops-everybody process/stops-the-zygote"
for case in $all; do
    hostile "$(echo "$case" | tr / -)" "$case"
done
# shellcheck disable=SC2086 # several cases
try full $all
together full process/kill-all
try reduced ipc/thousands-of-segments process/daemon
together reduced process/daemon
[ "$failures" -eq 0 ]

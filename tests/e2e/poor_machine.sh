#!/bin/sh
# poor_machine.sh GRADER ROOT REFUSE: on a machine that lacks something a grading says which, in one sentence and with the way out,
# and ends with status 3: no learner loses a mark to it. The doctor says it, too.
#
# What is missing is covered or set in namespaces of this test's own. Status 77, skipped: there are none to be had.
set -eu

usage="usage: poor_machine.sh GRADER ROOT REFUSE"
grader=${1:?$usage}
root=${2:?$usage}
refuse=${3:?$usage}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
failures=0

# As root; an ordinary user is it in a namespace of his own. There bubblewrap may be refused, which changes none of the sentences.
apart() {
    if [ "$(id -u)" -eq 0 ]; then
        unshare --mount --ipc "$@"
    else
        unshare --map-root-user --mount --ipc "$@"
    fi
}
if ! apart true 2>/dev/null; then
    echo "skipped: no mount and IPC namespaces here"
    exit 77
fi

# machine NAME SENTENCE PREPARATION [GRADER…]: what a shell does before the grader is started there
machine() {
    name=$1
    sentence=$2
    preparation=$3
    shift 3
    [ $# -gt 0 ] || set -- "$grader"
    status=0
    apart sh -c "$preparation"'; exec "$@"' sh "$@" check 1 --dir "$root/solutions" >"$scratch/said" 2>&1 || status=$?
    if [ "$status" -ne 3 ] || [ "$(wc -l <"$scratch/said")" -ne 1 ] || ! grep -q "^grader: .*$sentence" "$scratch/said"; then
        echo "not ok: $name: status $status"
        sed 's/^/    /' "$scratch/said"
        failures=$((failures + 1))
        return
    fi
    status=0
    apart sh -c "$preparation"'; exec "$@"' sh "$@" doctor >"$scratch/said" 2>&1 || status=$?
    if [ "$status" -ne 1 ] || ! tr -s ' \n' ' ' <"$scratch/said" | grep -q "MISSING [^ ]* .*$sentence"; then
        echo "not ok: $name: the doctor's status is $status"
        sed 's/^/    /' "$scratch/said"
        failures=$((failures + 1))
    else
        echo "ok: $name"
    fi
}

# cover PROGRAM: it is there, and cannot be run
cover() {
    echo "mount --bind /dev/null \$(readlink -f /usr/bin/$1)"
}

machine "no compiler" "gcc cannot be run (/usr/bin/gcc); install the package gcc" "$(cover gcc)"
machine "no assembler" "as cannot be run (/usr/bin/as); install the package binutils" "$(cover as)"
machine "no headers" "install the package libc6-dev" "mount -t tmpfs none /usr/include"
machine "no Valgrind" "valgrind" "$(cover valgrind)"
machine "programs cannot be started in the folder of runs" "(noexec); name another folder in WORKBOOK_RUN_FOLDER" \
    "mount -t tmpfs -o noexec none '$scratch'; export WORKBOOK_RUN_FOLDER='$scratch'" "$refuse" "$grader"
machine "no room in the folder of runs" "0 MiB are free in .*name another folder in WORKBOOK_RUN_FOLDER" \
    "mount -t tmpfs -o size=64k none '$scratch'; export WORKBOOK_RUN_FOLDER='$scratch'" "$refuse" "$grader"
machine "shared memory is read-only" "/dev/shm cannot be written to: sudo mount -o remount,rw" "mount -t tmpfs -o ro none /dev/shm" \
    "$refuse" "$grader"
machine "no room for shared memory" "0 MiB are free in /dev/shm" "mount -t tmpfs -o size=64k none /dev/shm" \
    "$refuse" "$grader"

# Under a sanitizer who looks for lost memory would trace, too.
machine "no tracing" "processes cannot be traced here" "export ASAN_OPTIONS=detect_leaks=0" \
    "$refuse" --instead=ptrace "$grader"
machine "no System V objects" "this kernel has no System V objects" : "$refuse" --instead=shmctl "$grader"
if "$refuse" --instead=close_range timeout 120 "$grader" check 1 --dir "$root/solutions" --fast >"$scratch/said" 2>&1; then
    echo "ok: a kernel without close_range grades"
else
    echo "not ok: a kernel without close_range grades"
    sed 's/^/    /' "$scratch/said"
    failures=$((failures + 1))
fi

# Settings of the kernel's that every IPC namespace has for itself; older kernels let only root write them.
setting() { # NAME VALUE SENTENCE
    if apart sh -c "echo $2 >/proc/sys/kernel/$1" 2>/dev/null; then
        machine "$1 is $2" "$3" "echo $2 >/proc/sys/kernel/$1" "$refuse" "$grader"
    else
        echo "not asked: $1 cannot be set here"
    fi
}
setting shm_rmid_forced 1 "nobody is attached to them: sudo sysctl kernel.shm_rmid_forced=0"
setting shmmax 65536 "may have 65536 bytes here, and grading needs 4 MiB: sudo sysctl kernel.shmmax="
setting shmmni 2 "of 2 System V segments .* grading needs 64 more"
setting shmall 16 "0 MiB are free for System V segments"
setting sem '"1 1 1 0"' "System V semaphore sets .* grading needs 16 more"

if [ "$(id -u)" -eq 0 ]; then
    machine "the folder of runs is root's alone" "not everybody may enter .*; name another folder in WORKBOOK_RUN_FOLDER" \
        "mkdir -p -m 700 '$scratch/closed'; mkdir -p '$scratch/closed/runs'; export WORKBOOK_RUN_FOLDER='$scratch/closed/runs'" \
        "$refuse" "$grader"
fi
machine "the folder of runs is a relative path" "WORKBOOK_RUN_FOLDER is 'runs'" "export WORKBOOK_RUN_FOLDER=runs" \
    "$refuse" "$grader"

# With namespaces runs have folders of their own, and none of that matters.
if "$grader" doctor | grep -q "ok *namespaces"; then
    if apart sh -c 'mount -t tmpfs -o ro none /dev/shm; exec "$@"' sh "$grader" check 1 --dir "$root/solutions" --fast \
        --sandbox=require >"$scratch/said" 2>&1; then
        echo "ok: shared memory of the machine is not needed"
    elif [ "$(id -u)" -eq 0 ]; then
        echo "not ok: shared memory of the machine is not needed"
        cat "$scratch/said"
        failures=$((failures + 1))
    fi
fi
[ "$failures" -eq 0 ]

#!/bin/sh
# reduced_mode.sh GRADER EXPECT ROOT REFUSE: a machine that gives no namespaces.
#
# Both ways in which machines refuse them are tried: a limit of zero on new user namespaces (as some
# distributions set for ordinary users) and a filter on the calls (as containers have). The grader says
# "reduced", judges all the same, leaves nothing, and with --sandbox=require does not judge at all.
set -eu

usage="usage: reduced_mode.sh GRADER EXPECT ROOT REFUSE"
grader=${1:?$usage}
expect=${2:?$usage}
root=${3:?$usage}
refuse=${4:?$usage}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
failures=0
export WORKBOOK_RUN_FOLDER="$scratch"

fail() {
    echo "not ok: $*"
    failures=$((failures + 1))
}

# judged TITLE STATUS EXPECTATION…: the verdict that was written
judged() {
    title=$1
    wanted=$2
    shift 2
    if [ "$status" -ne "$wanted" ]; then
        fail "$title: exit status $status, not $wanted: $(cat "$scratch/complaints")"
        "$expect" "$scratch/verdict" "$@" || true
    elif ! "$expect" "$scratch/verdict" "$@"; then
        fail "$title"
    else
        echo "ok: $title"
    fi
}

# try WAY COMMAND…: everything, with COMMAND before the grader
try() {
    way=$1
    shift
    status=0
    "$@" "$grader" check 2 3 --solutions --format json >"$scratch/verdict" 2>"$scratch/complaints" ||
        status=$?
    judged "$way: solutions pass" 0 "/environment.sandbox = reduced" "/status = pass" \
        "stages.memory.status = pass" "stages.leaks.status = pass"
    status=0
    "$@" "$grader" check 3 --file "$root/tests/exercises/03-attach-detach/stub/attach_detach.c" \
        --fast --format json >"$scratch/verdict" 2>"$scratch/complaints" || status=$?
    judged "$way: a stub fails" 1 "/environment.sandbox = reduced" "status = fail"
    status=0
    "$@" "$grader" check 3 --solutions --sandbox=require --format json >"$scratch/verdict" \
        2>"$scratch/complaints" || status=$?
    if [ "$status" -ne 3 ] || ! grep -q "no full sandbox" "$scratch/complaints"; then
        fail "$way: --sandbox=require: exit status $status: $(cat "$scratch/complaints")"
    else
        echo "ok: $way: --sandbox=require refuses"
    fi
    status=0
    "$@" "$grader" doctor >"$scratch/words" 2>&1 || status=$?
    if [ "$status" -ne 0 ] || ! grep -q "weak  *namespaces  *refused" "$scratch/words"; then
        fail "$way: the doctor, exit status $status: $(cat "$scratch/words")"
    else
        echo "ok: $way: the doctor names it"
    fi
    if find "$scratch" -name 'workbook-*' | grep -q .; then
        fail "$way: a folder was left in $scratch"
    fi
}

try "a filter on the calls" "$refuse"
if bwrap --dev-bind / / --unshare-user --disable-userns --die-with-parent true 2>/dev/null; then
    try "no user namespaces" bwrap --dev-bind / / --unshare-user --disable-userns --die-with-parent
else
    echo "skipped: this machine's bubblewrap cannot forbid user namespaces"
fi

# What the namespaces did is now done by Landlock, the ledger of this user's objects, and the proctor.
here=$(cd "$(dirname "$0")" && pwd)
printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$refuse" "$grader" >"$scratch/grader"
chmod +x "$scratch/grader"
# Who has killed the zygote leaves nobody by whom others could be taken for his: here are processes without a parent, the
# kernel's or a container's.
for case in e2e/cases/leaked-segment e2e/cases/leaked-name e2e/cases/leaked-process \
    hostile/forge/exit-in-call hostile/process/kills-its-parent hostile/process/stops-itself hostile/limits/processes; do
    "$here/run_case.sh" "$scratch/grader" "$expect" "$root" "$here/../$case.c" reduced ||
        fail "reduced: $case"
done

status=0
"$grader" check 3 --solutions --sandbox=off --fast --format json >"$scratch/verdict" \
    2>"$scratch/complaints" || status=$?
judged "--sandbox=off" 0 "/environment.sandbox = off" "/status = pass"

# An object that is made as a file, past shm_open, is nobody's by the ledger, and goes all the same: the
# next check has the same names.
status=0
ls /dev/shm | sort >"$scratch/names-before"
"$grader" check 4 --file "$root/tests/exercises/04-posix-mmap/alternatives/standard-io.c" \
    --sandbox=off --fast --format json >"$scratch/verdict" 2>"$scratch/complaints" || status=$?
judged "--sandbox=off, objects made as files" 0 "/environment.sandbox = off" "/status = pass"
ls /dev/shm | sort >"$scratch/names-after"
if comm -13 "$scratch/names-before" "$scratch/names-after" | grep -q '^board-'; then
    fail "--sandbox=off: objects made as files were left in /dev/shm"
fi

[ "$failures" -eq 0 ]

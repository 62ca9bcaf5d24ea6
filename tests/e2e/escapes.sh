#!/bin/sh
# escapes.sh GRADER ROOT: names on the command line and of folders command nobody's terminal.
#
# What the grader writes, on either stream, holds no control character but the newline, whatever it is given.
set -eu

usage="usage: escapes.sh GRADER ROOT"
grader=${1:?$usage}
root=${2:?$usage}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0
# Clears the screen; sets the title of the window; a C1 control in UTF-8; turns the direction of text.
evil=$(printf '\033[2J\033]0;evil\007\302\233 \342\200\256x')

# tame TITLE STATUS COMMAND…
tame() {
    title=$1
    wanted=$2
    shift 2
    status=0
    timeout 60 "$@" >"$scratch/out" 2>&1 || status=$?
    if [ "$status" -ne "$wanted" ]; then
        echo "not ok: $title: exit status $status, not $wanted: $(cat -v "$scratch/out")"
        failures=$((failures + 1))
    elif LC_ALL=C tr -d '\n\040-\176' <"$scratch/out" | LC_ALL=C grep -q '[[:cntrl:]]' ||
        LC_ALL=C grep -q "$(printf '\302\233\|\342\200\256')" "$scratch/out"; then
        echo "not ok: $title: $(cat -v "$scratch/out")"
        failures=$((failures + 1))
    else
        echo "ok: $title"
    fi
}

"$grader" list >/dev/null
tame "an exercise" 2 "$grader" check "$evil"
tame "a command" 2 "$grader" "$evil"
tame "an option" 2 "$grader" check "--$evil"
tame "a short option" 2 "$grader" check "-$evil"
tame "the value of a choice" 2 "$grader" check --format "$evil"
tame "the value of a number" 2 "$grader" check --jobs "$evil"
tame "a page of help" 2 "$grader" help "$evil"
tame "a hint" 2 "$grader" hint "$evil"
tame "a selftest" 2 "$grader" selftest "$evil"
tame "a new exercise" 2 "$grader" new "$evil"
tame "a source whose exercise nobody knows" 2 "$grader" check --file "$evil.c"
tame "a source that is not there" 1 "$grader" check 3 --file "$evil.c"
tame "a folder that is not there" 1 "$grader" check 3 --dir "$evil"
tame "a report that cannot be written" 3 "$grader" check 1 --solutions --fast --output "$scratch/nowhere/$evil"
tame "a workbook that is none" 3 env WORKBOOK_ROOT="/$evil" "$grader" list
tame "a workbook that is none, for the doctor" 3 env WORKBOOK_ROOT="/$evil" "$grader" doctor
tame "a folder for runs that is not there" 3 \
    env WORKBOOK_RUN_FOLDER="$scratch/$evil/none" "$grader" check 1 --solutions --fast --sandbox=off

# A source that is there, in a folder and under a name like that.
mkdir "$scratch/$evil"
cp "$root/tests/exercises/03-attach-detach/stub/attach_detach.c" "$scratch/$evil/$evil.c"
tame "a source" 1 "$grader" check 3 --file "$scratch/$evil/$evil.c" --fast
tame "its JSON" 1 "$grader" check 3 --file "$scratch/$evil/$evil.c" --fast --format json
echo "(" >"$scratch/$evil/$evil.c"
tame "one that is not built" 1 "$grader" check 3 --file "$scratch/$evil/$evil.c" --fast

[ "$failures" -eq 0 ]

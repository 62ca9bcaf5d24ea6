# shellcheck shell=sh
# Sourced by the tests of grader watch, which are called NAME.sh GRADER ROOT IN_TERMINAL …: a workbook of their
# own below $scratch, and a way to play a script.
usage="usage: $0 GRADER ROOT IN_TERMINAL"
grader=${1:?$usage}
root=${2:?$usage}
in_terminal=${3:?$usage}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/workbook"
cp -R "$root/exercises" "$root/solutions" "$scratch/workbook/"
for stub in "$root"/tests/exercises/*/stub; do
    exercise=$(basename "$(dirname "$stub")")
    mkdir -p "$scratch/workbook/stubs"
    cp -R "$stub" "$scratch/workbook/stubs/$exercise"
done
export WORKBOOK_ROOT="$scratch/workbook" WORKBOOK_STATE="$scratch/state"
export TERM=xterm-256color LC_ALL=C.UTF-8
unset VISUAL EDITOR NO_COLOR TMUX VTE_VERSION TERM_PROGRAM KONSOLE_VERSION WT_SESSION
failures=0

# The learner's files and what they become. Used by the scripts.
export KEYS="$WORKBOOK_ROOT/exercises/01-ftok-keys" RIGHT_KEYS="$WORKBOOK_ROOT/solutions/01-ftok-keys/ftok_keys.c"
export FLAG="$WORKBOOK_ROOT/exercises/05-ready-flag"
export RIGHT_FLAG="$WORKBOOK_ROOT/solutions/05-ready-flag/ready_flag.c"
export STUBS="$root/tests/exercises" SCRATCH="$scratch"
begin_again() {
    cp "$root/tests/exercises/01-ftok-keys/stub/ftok_keys.c" "$KEYS/ftok_keys.c"
}

# play TITLE SIZE COMMAND… <SCRIPT
play() {
    title=$1
    shift
    if "$in_terminal" "$@" >"$scratch/played" 2>&1; then
        echo "ok: $title"
    else
        echo "not ok: $title"
        cat "$scratch/played"
        failures=$((failures + 1))
    fi
}

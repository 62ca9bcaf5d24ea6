#!/bin/sh
# plain.sh GRADER ROOT IN_TERMINAL: grader watch line by line, on a terminal and on pipes.
set -eu
# shellcheck source=tests/e2e/watch/prepare.sh
. "$(dirname "$0")/prepare.sh"
begin_again

play "letters and Enter" 80x60 "$grader" watch 1 --plain <<'SCRIPT'
expect type a letter and Enter
expect First result, before Valgrind
expect Result:
expect 16 checks failed
keys h\n
expect Hint 1 of 3
run cp "$RIGHT_KEYS" "$KEYS/ftok_keys.c"
expect All checks passed.
keys n\n
expect Source: exercises/02-shmget-flags/shmget_flags.c
# No cursor is moved and no line taken back: what a screen reader reads is what is there.
unsent \e[H
unsent \e[?1049h
unsent \e[K
keys q\n
ends 0
modes
SCRIPT
play "Ctrl-C" 80x24 "$grader" watch 1 --plain <<'SCRIPT'
expect type a letter and Enter
keys \x03
ends INT
modes
SCRIPT

expect() {
    title=$1
    shift
    if "$@"; then
        echo "ok: $title"
    else
        echo "not ok: $title"
        failures=$((failures + 1))
    fi
}
status=0
printf 'q\n' | "$grader" watch 1 --fast >"$scratch/out" 2>"$scratch/err" || status=$?
expect "a pipe gets lines" grep -q "type a letter and Enter" "$scratch/out"
expect "q from a pipe ends it" test "$status" -eq 0
status=0
"$grader" watch 1 --fast --plain </dev/null >"$scratch/out" 2>"$scratch/err" || status=$?
expect "so does the end of input" test "$status" -eq 0
expect "no word on standard error" test ! -s "$scratch/err"
status=0
"$grader" watch 1 2 >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
expect "two exercises are a usage error" test "$status" -eq 2
status=0
"$grader" watch --edit-cmd "code '%f" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
expect "so is an editor's command that is none" test "$status" -eq 2
status=0
printf 'q\n' | "$grader" watch 1 --plain >/dev/full 2>"$scratch/err" || status=$?
expect "a full disk is the grader's trouble" test "$status" -eq 3
expect "and is told" grep -q "standard output" "$scratch/err"
[ "$failures" -eq 0 ]

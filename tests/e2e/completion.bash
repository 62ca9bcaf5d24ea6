#!/usr/bin/env bash
# completion.bash GRADER ROOT: what bash makes of a Tab, with the script as people load it.
set -eu

grader=${1:?usage: completion.bash GRADER ROOT}
root=${2:?usage: completion.bash GRADER ROOT}
failures=0

set +u # as in an interactive shell
eval "$("$grader" completion bash)"
cd "$root"

# press WORD…: completes the last of the words, and leaves the candidates in $offered
press() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMPREPLY=()
    _grader "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    offered="${COMPREPLY[*]-}"
}
expect() { # CANDIDATES: exactly these
    if [ "$offered" = "$1" ]; then
        echo "ok: ${COMP_WORDS[*]} -> $offered"
    else
        echo "not ok: ${COMP_WORDS[*]} -> '$offered' and not '$1'"
        failures=$((failures + 1))
    fi
}

press "$grader" sel
expect selftest
press "$grader" check 03
expect 03-attach-detach
press "$grader" check att
expect attach-detach
press "$grader" check --so
expect --solutions
press "$grader" check --color ''
expect "auto always never"
press "$grader" check --color = a # bash breaks words at "="
expect "auto always"
press "$grader" check --color =
expect "auto always never"
press "$grader" check --dir so # a file: left to bash
expect ""
press "$grader" demo s
expect "sysv semaphore"
press "$grader" explain 1 collision-
expect collision-errors
press "$grader" help hi
expect hint
press "$grader" no-such-command x
expect ""
press /no/such/grader che
expect ""

# ./workbook is not started, but the grader that it has built; and it has a command more.
if [ -x build/dev/bin/grader ]; then
    press ./workbook te
    expect test
    press ./workbook hin
    expect hint
fi
complete -p workbook | grep -q 'default.*_grader' || failures=$((failures + 1))
[ "$failures" -eq 0 ]

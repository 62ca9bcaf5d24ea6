#!/bin/sh
# hostile_bank.sh BANK: does each case of the bank of hostile submissions (BANK/KIND/NAME.c) say what is to come of it?
#
# A case has in its head, among what tests/e2e/run_case.sh reads: what it is (case), its time (within), the stage or check that
# is to decide with its status, and the message, by words that are to be in it. One that is to pass has no message: it names its
# score. What holds without namespaces alone (reduced-expect) takes the place of all the rest; there a limit may be the machine's,
# and with it the message, so that the status is enough, or what it is not.
#
# One line of output for each fault, exit status 1 when there is any.
set -eu

cd "${1:?usage: hostile_bank.sh BANK}"

set -- */*.c
if [ ! -e "$1" ]; then
    echo "no case was found"
    exit 1
fi

# The sources are read as awk's arguments; none of their names holds a blank.
awk '
function complain(what)
{
    print file ": " what
    faults++
}

# What a set of expectations lacks; `which` is the word before the colon.
function judge(which, with_message)
{
    if (!passes[which] && !(which in decided)) {
        complain("no \"" which ":\" names a stage or a check with its status")
    }
    if (passes[which] && !(which in scored)) {
        complain("it is to pass, and no \"" which ":\" names its score")
    }
    if (!passes[which] && with_message && !(which in told)) {
        complain("no \"" which ":\" has words of the message")
    }
}

function finish()
{
    if (file == "") {
        return
    }
    if (!is_named) {
        complain("no \"case:\" says what it is")
    }
    if (!has_time) {
        complain("no \"within:\" says how long it may take")
    }
    judge("expect", 1)
    if ("reduced-expect" in seen) {
        judge("reduced-expect", 0)
    }
}

function begin()
{
    finish()
    file = FILENAME
    is_head = 1
    is_named = has_time = 0
    split("", seen)
    split("", decided)
    split("", told)
    split("", scored)
    split("", passes)
}

FNR == 1 { begin() }
/^ \*\// { is_head = 0 }
!is_head { next }
/case: ./ { is_named = 1 }
/within: [0-9]/ { has_time = 1 }
/^ \* (reduced-)?expect: / {
    which = $2
    sub(/:$/, "", which)
    seen[which] = 1
    path = $3
    is_reduced = which == "reduced-expect"
    holds = $4 == "=" || $4 == "~" || $4 == "=~"
    is_check = path ~ /^checks\[/
    names_status = path ~ /^checks\[status=/ || (is_check && path ~ /\.status$/)
    if ((holds || is_reduced) && (names_status || path ~ /^stages\.[a-z]+\.status$/)) {
        decided[which] = 1
    }
    if (holds && path ~ /(\.observed|\.message|\.look|\.expected)$/ && $5 != "absent" && $5 != "null") {
        told[which] = 1
    }
    if (path == "score.earned" || path == "score.possible") {
        scored[which] = 1
    }
    if (path == "status" && $4 == "=" && $5 == "pass") {
        passes[which] = 1
    }
}
END {
    finish()
    exit faults > 0
}
' "$@"

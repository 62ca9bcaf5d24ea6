#!/bin/sh
# Does hostile_bank.sh refuse what it should, and only that? Each bank is a folder with one case.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/e2e/expect_status.sh
. "$here/../e2e/expect_status.sh"
mkdir "$scratch/kind"

# plant LINE…: a case with these lines in its head, beside what it is and its time.
plant() {
    {
        printf '/* case: something\n * within: 60\n'
        printf ' * %s\n' "$@"
        printf ' */\nint segment_open(void);\n/* expect: stages.build.message ~ not of the head */\n'
    } >"$scratch/kind/name.c"
}

try() {
    "$here/hostile_bank.sh" "$scratch"
}

decision='expect: checks[status=crash].id = open-existing'
message='expect: checks[id=open-existing].observed ~ ended the process'
no_message='no "expect:" has words of the message'
no_decision='no "expect:" names a stage or a check with its status'

plant "$decision" "$message"
expect 0 "a check, and its words"
plant 'expect: stages.build.status = fail' 'expect: stages.build.message =~ (a|b)'
expect 0 "a stage, and its words as a regular expression"
plant 'expect: checks[status=crash].observed ~ ended the process'
expect 0 "a status, and the words of the check that has it"
plant "$decision"
expect 1 "no message" "kind/name.c: $no_message"
plant "$decision" 'expect: stages.build.message !~ secret' 'expect: diagnostics[0].message = absent'
expect 1 "words that are not to be there are no message" "$no_message"
plant "$message" 'expect: status = fail'
expect 1 "who decides is not said" "$no_decision"
plant "$message" 'expect: checks[id=open-existing].status != pass'
expect 1 "what the status is not is no status" "$no_decision"
plant "$decision" "$message" 'reduced-expect: status = fail'
expect 1 "without namespaces" 'no "reduced-expect:" names a stage'
plant "$decision" "$message" 'reduced-expect: checks[id=open-existing].status != pass'
expect 0 "without namespaces a status is enough"
plant 'expect: status = pass'
expect 1 "one that passes without its score" 'no "expect:" names its score'
plant 'expect: status = pass' 'expect: score.earned = 10'
expect 0 "one that passes, with its score"
printf '/* exercise: 02\n * %s\n * %s\n */\n' "$decision" "$message" >"$scratch/kind/name.c"
expect 1 "a case without words about itself" 'no "case:"'
expect 1 "a case without a limit" 'no "within:"'
rm "$scratch/kind/name.c"
expect 1 "no bank" "no case was found"

[ "$failures" -eq 0 ]

#!/bin/sh
# run_case.sh GRADER EXPECT ROOT CASE.c [full|reduced|reduced-user]: grades what the case describes and
# compares the verdict. With a last argument the verdict must say that this was the sandbox.
#
# A case is a source with a comment at its head:
#
#     /* case: an endless loop is a time-out, and its line is named
#      * exercise: 02
#      * replaces: segment_open          the rest is taken from the model solution
#      * options: --fast                 further options of grader check
#      * exit: 1                         the grader's exit status; without it 0 and 1 are right
#      * within: 20                      seconds
#      * expect: checks[status=timeout].location.line = @loop
#      * reduced: REASON                 why it cannot hold without namespaces: not asked there, status 77
#      * reduced-user: REASON            the same for a grader that is not root
#      * reduced-expect: …               holds there in the place of all `expect` and of `exit`
#      */
#
# @NAME stands for the number of the line that ends in the comment @NAME; @ROOT@ in the source for the
# folder of the workbook, a line @WIRE@ for grader/protocol/wire.h, which anybody can read. Without `replaces` the source is graded as it stands. The expectations are
# verdict_expect's.
set -eu

usage="usage: run_case.sh GRADER EXPECT ROOT CASE.c [full|reduced|reduced-user]"
grader=${1:?$usage}
expect=${2:?$usage}
root=${3:?$usage}
case=${4:?$usage}
sandbox=${5-}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The values of a setting in the head of the case, one a line.
setting() {
    sed -n '/^ \*\//q; s/^[/ ]*\*[* ]*'"$1"': *//p' "$case"
}

expectations=expect
wanted=$(setting exit)
reason=
[ "$sandbox" != reduced-user ] || reason=$(setting reduced-user)
if [ "$sandbox" != "${sandbox#reduced}" ]; then
    reason=$reason$(setting reduced)
    sandbox=reduced
    if [ -n "$(setting reduced-expect)" ]; then
        expectations=reduced-expect
        wanted=
    fi
fi
if [ -n "$reason" ]; then
    echo "skipped: $reason"
    exit 77
fi

exercise=$(setting exercise)
folder=$(cd "$root/exercises" && echo "$exercise"-*)
source="$scratch/$(echo "${folder#*-}" | tr - _).c"
"$(dirname "$0")/case_source.sh" "$root" "$case" >"$source"

set --
while IFS= read -r line; do
    while marker=$(echo "$line" | grep -o '@[a-z][a-z-]*'); do
        marker=$(echo "$marker" | head -n 1)
        number=$(grep -n "/\* $marker \*/" "$source" | cut -d: -f1)
        line=$(echo "$line" | sed "s/$marker/${number:-nowhere}/")
    done
    set -- "$@" "$line"
done <<END
$(setting "$expectations")
END
[ -z "$sandbox" ] || set -- "$@" "/environment.sandbox = $sandbox"

status=0
options=$(setting options)
# shellcheck disable=SC2086 # several options
timeout -k 5 "$(setting within)" "$grader" check "$exercise" --file "$source" --format json $options \
    >"$scratch/verdict" 2>"$scratch/complaints" || status=$?
if [ "$status" -ne "${wanted:-$((status == 0 ? 0 : 1))}" ]; then
    echo "not met: exit status ${wanted:-0 or 1}; it was $status (124: not within $(setting within) seconds)"
    cat "$scratch/complaints"
    [ -s "$scratch/verdict" ] && "$expect" "$scratch/verdict" "$@"
    exit 1
fi
"$expect" "$scratch/verdict" "$@"
echo "ok: $(setting case)"

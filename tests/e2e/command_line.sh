#!/bin/sh
# command_line.sh GRADER ROOT: help, parser and completion know the same commands, options and values.
#
# Nothing is run: each call ends with an option that no command has, which is a mistake in usage.
set -eu

usage="usage: command_line.sh GRADER ROOT"
grader=${1:?$usage}
root=${2:?$usage}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

fail() {
    echo "not ok: $1"
    failures=$((failures + 1))
}
# candidates WORD…: the candidates alone
candidates() {
    "$grader" completion words -- "$@" | cut -f1
}
# complain WORD…: what the parser says; fails when it is no complaint about usage
complain() {
    status=0
    "$grader" "$@" </dev/null >/dev/null 2>"$scratch/complaint" || status=$?
    [ "$status" -eq 2 ] || fail "'grader $*' ends with $status and not with a complaint about usage"
    cat "$scratch/complaint"
}

"$grader" help | sed -n 's/^  grader \([a-z][a-z-]*\) .*/\1/p' >"$scratch/commands"
[ "$(wc -l <"$scratch/commands")" -gt 5 ] || fail "grader help lists its commands"
candidates '' | sort >"$scratch/completed"
sort "$scratch/commands" | diff - "$scratch/completed" || fail "commands are completed as help has them"

no_such=--no-such-option
: >"$scratch/options"
while read -r command; do
    candidates "$command" -- | grep -v '^--help$' >"$scratch/command-options" || :
    "$grader" help "$command" | grep -o -- '--[a-z][a-z-]*' | sort -u >"$scratch/mentioned" || :
    while read -r option; do
        echo "$option" >>"$scratch/options"
        grep -qx -- "$option" "$scratch/mentioned" || fail "$command: help mentions $option"
        # A flag is followed by the option that there is not; a value may be anything.
        case $(complain "$command" "$option" "$no_such" "$no_such") in
        *"unknown option $option"*) fail "$command: the parser knows $option, which help has" ;;
        *"$no_such"*) echo "ok: $command $option" ;;
        *) fail "$command $option: $(cat "$scratch/complaint")" ;;
        esac
        # A choice names what it wants; then completion offers just that.
        allowed=$(complain "$command" "$option" "$no_such" "$no_such" \
            | sed -n "s/.*wants one of \(.*\), not '.*/\1/p" | tr -d ' ' | tr ',' '\n' | sort)
        if [ -n "$allowed" ]; then
            offered=$(candidates "$command" "$option" '' | sort)
            if [ "$allowed" = "$offered" ]; then
                echo "ok: $command $option offers its choices"
            else
                fail "$command $option takes $(echo "$allowed" | tr '\n' ' ')and offers $(echo "$offered" | tr '\n' ' ')"
            fi
        fi
    done <"$scratch/command-options"
done <"$scratch/commands"

# And the parser has no option that help does not tell.
grep -ho '\.name = "[a-z-]*", \.kind = OPTION' "$root"/grader/cli/*.c | sed 's/.*name = "\([a-z-]*\)".*/--\1/' \
    | sort -u >"$scratch/parsed"
[ -s "$scratch/parsed" ] || fail "the parser's options are found in its sources"
sort -u "$scratch/options" >"$scratch/told"
untold=$(comm -23 "$scratch/parsed" "$scratch/told")
[ -z "$untold" ] || fail "help tells of $untold"

[ "$failures" -eq 0 ]

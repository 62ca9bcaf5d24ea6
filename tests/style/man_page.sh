#!/bin/sh
# man_page.sh GRADER PAGE [--accept]: does the manual page have every command, as help tells it?
#
# The part between the marks is made from `grader help`; --accept writes it anew.
set -eu

usage="usage: man_page.sh GRADER PAGE [--accept]"
grader=${1:?$usage}
page=${2:?$usage}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# One help page on standard input, as mdoc(7).
to_mdoc() {
    awk '
        function plain(text) {
            gsub(/\\/, "\\e", text)
            return text ~ /^[.\x27]/ ? "\\&" text : text
        }
        function end_list() {
            if (in_list) { print ".El" }
            in_list = 0
        }
        NR == 1 {
            sub(/^Usage: grader /, "")
            name = $1
            sub(/^[^ ]+ ?/, "")
            print ".Ss " name
            print ".Nm Cm " name ($0 != "" ? " Ar \"" $0 "\"" : "")
            print ".Pp"
            next
        }
        NR == 3 {
            print plain(toupper(substr($0, 1, 1)) substr($0, 2)) ($0 ~ /[.?!]$/ ? "" : ".")
            next
        }
        /^  --/ {
            if (!in_list) { print ".Bl -tag -width Ds" }
            in_list = 1
            match($0, /--[a-z0-9-]+/)
            option = substr($0, RSTART + 1, RLENGTH - 1)
            rest = substr($0, RSTART + RLENGTH)
            if (match(rest, /^=[A-Z\/]+/)) {
                value = " Ns = Ns Ar " substr(rest, 2, RLENGTH - 1)
            } else if (match(rest, /^ [A-Z\/=]+( |$)/)) {
                value = " Ar " substr(rest, 2, RLENGTH - 1)
            } else {
                value = ""
                RLENGTH = 0
            }
            rest = substr(rest, RLENGTH + 1)
            sub(/^ +/, "", rest)
            sub(/ +$/, "", value)
            print ".It Fl " option value
            if (rest != "") { print plain(rest) }
            next
        }
        # What an action does: "  show [STUDENT]   the class, or one student".
        /^  [a-z].*[^ ]   +[^ ]/ {
            if (!in_list) { print ".Bl -tag -width Ds" }
            in_list = 1
            match($0, /[^ ]   +/)
            action = substr($0, 3, RSTART - 2)
            print ".It Cm " (action ~ /^[^ ]+ / ? substr(action, 1, index(action, " ") - 1) " Ar \"" \
                substr(action, index(action, " ") + 1) "\"" : action)
            print plain(substr($0, RSTART + RLENGTH))
            next
        }
        /^$/ { paragraph = NR > 3; if (in_list) { end_list() } next }
        {
            if (!/^   /) { end_list() }
            if (paragraph && !in_list) { print ".Pp" }
            paragraph = 0
            sub(/^ +/, "")
            print plain($0)
        }
        END { end_list() }
    ' | sed '/^\./!s/\([a-z0-9)]\.\) \([A-Z]\)/\1\n\2/g' # a new sentence, a new line
}
section() {
    "$grader" help | sed -n 's/^  grader \([a-z][a-z-]*\) .*/\1/p' | while read -r command; do
        "$grader" help "$command" | to_mdoc
    done
}

section >"$scratch/wanted"
[ -s "$scratch/wanted" ] || {
    echo "not ok: grader help lists no commands"
    exit 1
}
if [ "${3-}" = --accept ]; then
    sed -e '/^\.\\" begin of the commands/r '"$scratch/wanted" \
        -e '/^\.\\" begin/,/^\.\\" end/{/^\.\\" /!d}' "$page" >"$scratch/page"
    cp "$scratch/page" "$page"
fi
sed -n '/^\.\\" begin of the commands/,/^\.\\" end of the commands/{/^\.\\" /!p}' "$page" >"$scratch/there"
if ! diff "$scratch/there" "$scratch/wanted"; then
    echo "not ok: $page is not what help says. Write it anew, and look at what changed:"
    echo "    tests/style/man_page.sh build/dev/bin/grader docs/grader.1 --accept; git diff docs/grader.1"
    exit 1
fi
echo "ok: $(grep -c '^\.Ss ' "$scratch/there") commands, $(grep -c '^\.It Fl' "$scratch/there") options"

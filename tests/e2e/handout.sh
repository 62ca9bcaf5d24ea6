#!/bin/sh
# handout.sh GRADER ROOT BUILD: the archive that students get has what they need, nothing else, and works alone.
#
# It is unpacked into a clean folder, the repository and the build are covered, and a solution and a stub are
# graded there. The scripts of docs/gradescope and docs/autolab are run with it too.
set -eu

usage="usage: handout.sh GRADER ROOT BUILD"
grader=${1:?$usage}
root=${2:?$usage}
build=${3:?$usage}
# shellcheck source=tests/e2e/expect.sh
. "$(cd "$(dirname "$0")" && pwd)/expect.sh"

# ends_with STATUS COMMAND…
ends_with() {
    wanted=$1
    shift
    status=0
    "$@" || status=$?
    [ "$status" -eq "$wanted" ] || { echo "status $status"; return 1; }
}
lacks() { # EXPRESSION FILE
    ! grep -E -- "$1" "$2"
}

is_anonymous() { # PROGRAM
    strings -a "$1" >"$scratch/strings"
    ! grep -F -e "$root" -e "$build" "$scratch/strings"
}
is_stripped() { # PROGRAM
    ! readelf --wide --sections "$1" | grep -E '\.(symtab|debug_)'
}
is_covered() {
    ! alone [ -e "$root/README.md" ]
}
has_scores() { # FILE
    tail -n 1 "$1" | grep -q '^{"scores": {"01-ftok-keys": 0, "02-shmget-flags": 10,'
}

archive="$scratch/handout.tar.gz"
expect "the handout is made" "$grader" handout --output "$archive"
expect "and made again, the same" "$grader" handout --output "$scratch/again.tar.gz"
expect "byte by byte" cmp "$archive" "$scratch/again.tar.gz"
expect "a full disk is told" ends_with 3 "$grader" handout --output /proc/no/such/place

# --- What is in it --------------------------------------------------------------------------------

tar -tzf "$archive" | sort >"$scratch/members"
top=shared-memory-workbook
expect "all is in one folder" lacks "^(/|\.\.|[^s])" "$scratch/members"
expect "no solutions, mutants, alternatives, tests' sources or stored messages" lacks \
    "solutions|mutants|alternatives|messages|contract\.cfg|equivalents\.cfg|/test_|\.o$|\.a$|CMake|selftest" "$scratch/members"
expect "C sources are stubs, explanations, demos and the flags of races" lacks "\.c$" - <<END
$(grep '\.[ch]$' "$scratch/members" | grep -Ev "^$top/(exercises|stubs)/[^/]*/[^/]*\.[ch]$|/explain/|/docs/demos/|/docs/races/" || :)
END

mkdir "$scratch/there"
tar -xzf "$archive" -C "$scratch/there"
book="$scratch/there/$top"
for folder in "$root"/exercises/[0-9]*; do
    name=${folder##*/}
    for stub in "$root/tests/exercises/$name/stub"/*.[ch]; do
        expect "$name: the stub, untouched" cmp "$stub" "$book/exercises/$name/${stub##*/}"
    done
    expect "$name: its hidden tests" [ -x "$book/grader/libexec/workbook/tests/$name" ]
done
cp -r "$root/solutions" "$scratch/solutions"

find "$book/grader/bin" "$book/grader/libexec" -type f >"$scratch/programs"
expect "there are programs" [ "$(wc -l <"$scratch/programs")" -gt 10 ]
while read -r program; do
    expect "${program##*/} does not name where it was made" is_anonymous "$program"
    expect "${program##*/} has no symbols and no debug information" is_stripped "$program"
done <"$scratch/programs"

# --- Without this repository ----------------------------------------------------------------------

# What only a build needs is not there for a student: no program comes up under these names.
covers=
for tool in cmake ninja pkg-config; do
    if path=$(command -v "$tool"); then
        covers="$covers --ro-bind /dev/null $(readlink -f "$path")"
    fi
done
# alone COMMAND…: where the repository and the build are empty folders
alone() {
    # The paths of tools hold no blanks: unquoted on purpose.
    # shellcheck disable=SC2086
    bwrap --dev-bind / / --tmpfs "$root" --tmpfs "$build" $covers --chdir "$book" --die-with-parent "$@"
}
if ! alone true 2>/dev/null; then
    echo "the rest needs namespaces"
    [ "$failures" -eq 0 ] || exit 1
    exit 77
fi
expect "the repository is covered" is_covered
expect "it lists its exercises" alone ./workbook list
expect "a stub fails" ends_with 1 alone ./workbook check 1 --fast --report "text=$scratch/report"
expect "and is told why" grep -q 'What happened' "$scratch/report"
cp "$scratch/solutions/01-ftok-keys/ftok_keys.c" "$book/exercises/01-ftok-keys/"
expect "a solution passes, Valgrind and leaks included" alone ./workbook check 1
echo 'int oops(' >>"$book/exercises/01-ftok-keys/ftok_keys.h"
expect "also with a header that was changed" alone ./workbook check 1 --fast --report "text=$scratch/report"
expect "which is told" grep -q 'this header is not as it was given' "$scratch/report"
expect "it finds its packages" alone ./workbook doctor
expect "a check is explained" alone ./workbook explain 1/key-of-file
expect "there is no test to run" ends_with 3 alone ./workbook test
expect "no solution is graded" ends_with 3 alone ./workbook check 1 --fast --solutions
expect "none is promised" ends_with 3 alone env WORKBOOK_STATE="$scratch/state" ./workbook solution 1
expect "there is nothing to test itself with" ends_with 3 alone ./workbook selftest 1
expect "nor to add an exercise to" ends_with 3 alone ./workbook new board-of-messages
expect "a stub can be had again" alone env WORKBOOK_STATE="$scratch/state" ./workbook reset 1 --yes
expect "as it was" cmp "$book/stubs/01-ftok-keys/ftok_keys.c" "$book/exercises/01-ftok-keys/ftok_keys.c"
expect "and no handout to be made" ends_with 3 alone ./workbook handout --output "$scratch/third.tar.gz"

# --- Gradescope, Autolab --------------------------------------------------------------------------

mkdir -p "$scratch/autograder/submission"
cp "$scratch/solutions/02-shmget-flags/shmget_flags.c" "$scratch/autograder/submission/"
ln -s "$book" "$scratch/autograder/workbook"
cp -r "$root/docs/gradescope" "$root/docs/autolab" "$scratch/"
expect "gradescope: a submission is graded" \
    alone env AUTOGRADER="$scratch/autograder" "$scratch/gradescope/run_autograder"
expect "gradescope: results.json is there" grep -q '"score": 10,' "$scratch/autograder/results/results.json"
mkdir -p "$scratch/autograder/source"
echo 'points = 880; checks = "hidden";' >"$scratch/autograder/source/policy.cfg"
expect "gradescope: with a policy" alone env AUTOGRADER="$scratch/autograder" "$scratch/gradescope/run_autograder"
expect "gradescope: the points are its" grep -q '"score": 100,' "$scratch/autograder/results/results.json"
expect "gradescope: what it hides is hidden" grep -q '"visibility": "hidden"' "$scratch/autograder/results/results.json"
rm -r "$scratch/autograder/source"
expect "gradescope: trouble of the grader's publishes nothing" \
    ends_with 3 alone env AUTOGRADER="$scratch/autograder" WORKBOOK_ROOT=/nonexistent "$scratch/gradescope/run_autograder"
expect "gradescope: no results.json then" [ ! -e "$scratch/autograder/results/results.json" ]
alone "$scratch/autolab/driver.sh" "$book" "$scratch/autograder/submission" >"$scratch/feedback" 2>&1 || :
expect "autolab: the last line has the scores" has_scores "$scratch/feedback"
[ "$failures" -eq 0 ]

#!/bin/sh
# new_exercise.sh BUILD CMAKE CC ROOT: an exercise as `grader new` makes it, in a copy of the tree.
#
# It is registered, builds, and passes its selftest as it is; a TODO that is left, and a sentence of the
# header that no line of contract.cfg covers, are told with file and line.
#
# The grader itself is not built once more: BUILD's, laid out as an installed one, is shown the copy
# (WORKBOOK_ROOT) and given the hidden tests that were built from it.
set -eu

usage='usage: new_exercise.sh BUILD CMAKE CC ROOT'
build=${1:?$usage}
cmake=${2:?$usage}
cc=${3:?$usage}
root=${4:?$usage}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

expect() {
    title=$1
    shift
    if "$@" >"$scratch/shown" 2>&1; then
        echo "ok: $title"
    else
        echo "not ok: $title"
        sed 's/^/    /' "$scratch/shown" "$scratch/out"
        failures=$((failures + 1))
    fi
}
# says WORDS: the words in what the grader said last, whatever its line breaks
says() {
    tr -s ' \n' ' ' <"$scratch/out" | grep -qF -e "$1"
}
run() { # STATUS ARGS…: the grader, whose exit status is tested
    wanted=$1
    shift
    status=0
    "$prefix/bin/grader" "$@" >"$scratch/out" 2>&1 || status=$?
    [ "$status" -eq "$wanted" ]
}

prefix="$scratch/installed"
copy="$scratch/copy of the tree"
mkdir "$copy"
(cd "$root" && tar cf - CMakeLists.txt cmake grader exercises tests/CMakeLists.txt \
    tests/exercises/CMakeLists.txt) | tar xf - -C "$copy"
# One exercise beside the new one is enough; without tests it is only listed. The other tests of the project
# are not there to be configured.
mkdir "$copy/solutions"
printf 'add_subdirectory(exercises)\n' >"$copy/tests/CMakeLists.txt"
mkdir -p "$prefix/bin" "$prefix/libexec/workbook/tests"
cp "$build/bin/grader" "$prefix/bin/"
find "$build/libexec/workbook" -maxdepth 1 -type f -exec cp {} "$prefix/libexec/workbook/" \;
export WORKBOOK_ROOT="$copy"

expect "a new exercise" run 0 new 98-message-board --title "A board & its messages"
expect "it is listed" run 0 list
expect "by its title" says "A board & its messages"
expect "a second of that name is refused" run 2 new 98-message-board
expect "in a sentence" says "there is an exercise 98-message-board already"
expect "nothing is left under a hidden name" \
    test -z "$(find "$copy" -name '.new-*')"

expect "the build knows it" "$cmake" -S "$copy" -B "$scratch/build" -G Ninja \
    -DCMAKE_C_COMPILER="$cc" -DWORKBOOK_WERROR=ON
expect "and builds its hidden tests" \
    "$cmake" --build "$scratch/build" --target exercise_98-message-board
cp "$scratch/build/libexec/workbook/tests/98-message-board" "$prefix/libexec/workbook/tests/"
expect "all its sources compile as promised" \
    "$root/tests/exercises/compile_promises.sh" "$cc" "$copy" 98-message-board
expect "a check has its page" run 0 explain 98 refuses-small-segment
expect "which tells what its program prints" \
    "$root/tests/explain/run_pages.sh" "$cc" "$copy" 98-message-board
expect "its stub is the one that is graded" \
    "$root/tests/exercises/stub_untouched.sh" "$copy" 98-message-board

expect "it passes its selftest as it is" run 0 selftest 98
expect "with all its promises" says "7 of 7 promises kept, 4 of 4 mutants caught"
expect "what is left to do is told" says \
    "warning exercises/98-message-board/exercise.cfg:6: here is still to do: what the learner"
expect "and a page that is missing" says "nothing explains the check 'stores-number'"
expect "and that it is a draft" says "it says that this is a draft"

cfg="$copy/exercises/98-message-board/exercise.cfg"
sed -i '/^draft = true;$/d' "$cfg"
expect "without 'draft' what is left to do counts" run 1 selftest 98 --only structure
expect "with its line" says \
    "broken exercises/98-message-board/exercise.cfg:6: here is still to do: what the learner"
expect "and the size of the bank" says "the bank has 4 mutants, and needs 25 at least"

header="$copy/exercises/98-message-board/message_board.h"
line=$(grep -n 'EINVAL, EIDRM' "$header" | cut -d: -f1)
sed -i "${line}a\\ *   EACCES          the caller may not write it" "$header"
expect "a sentence without a line in contract.cfg breaks the promise" run 1 selftest 98 \
    --only structure
expect "it is told with its line" says \
    "broken exercises/98-message-board/message_board.h:$((line + 1)): no sentence of"
expect "and its words" says "covers \"EACCES the caller may not write it"

[ "$failures" -eq 0 ]

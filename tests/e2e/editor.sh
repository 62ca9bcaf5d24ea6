#!/bin/sh
# editor.sh GRADER EDITOR_JSON ROOT: what editors read is true: the files parse, their commands exist, the
# problem matchers find what reports say, and the flags compile what learners open.
set -eu

usage="usage: editor.sh GRADER EDITOR_JSON ROOT"
grader=${1:?$usage}
editor_json=${2:?$usage}
root=${3:?$usage}
here=$(cd "$(dirname "$0")" && pwd)
tasks="$root/.vscode/tasks.json"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

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

"$editor_json" parse "$tasks" "$root/.vscode/extensions.json" "$root/.devcontainer/devcontainer.json"

# --- Commands -------------------------------------------------------------------------------------

is_command() {
    "$grader" help "$1" >/dev/null
}
is_hinted() {
    "$grader" hint "$1" >/dev/null
}
is_option() { # COMMAND OPTION
    "$grader" completion words -- "$1" "$2" | cut -f1 | grep -qx -- "$2"
}
"$editor_json" commands "$tasks" >"$scratch/commands"
expect "there are tasks" test -s "$scratch/commands"
while read -r program command rest; do
    expect "$program is a program" test -x "$root/$program"
    case $command in
    '' | test) ;;
    *) expect "'$command' is a command" is_command "$command" ;;
    esac
    for word in $rest; do
        case $word in
        --*) expect "$word is an option of it" is_option "$command" "$word" ;;
        esac
    done
done <"$scratch/commands"
expect "a folder's name is the name of its exercise" is_hinted 03-attach-detach

# --- Problem matchers -----------------------------------------------------------------------------

# finds CASE OPTION LINE…: the matchers find these, and nothing else, in the report on a case
finds() {
    case=$1
    option=$2
    shift 2
    mkdir "$scratch/$case"
    "$here/case_source.sh" "$root" "$here/cases/$case.c" >"$scratch/$case/shmget_flags.c"
    status=0
    # shellcheck disable=SC2086
    "$grader" check 2 $option --file "$scratch/$case/shmget_flags.c" >"$scratch/report" || status=$?
    expect "$case is graded" test "$status" -eq 1
    "$editor_json" match "$tasks" <"$scratch/report" | sed 's/segment [0-9]*,/segment N,/' >"$scratch/found"
    printf '%s\n' "$@" >"$scratch/wanted"
    expect "$case: $*" diff "$scratch/wanted" "$scratch/found"
}
line_of() { # CASE MARK
    "$here/case_source.sh" "$root" "$here/cases/$1.c" | grep -n "@$2 \*/" | cut -d: -f1
}
LC_ALL=C.UTF-8
export LC_ALL
finds compiler-error --fast \
    "shmget_flags.c $(line_of compiler-error error) 36 error: expected ‘;’ before ‘}’ token"
finds crash --fast "shmget_flags.c $(line_of crash crash)  error: in segment_open"
finds leaked-segment --fast \
    "shmget_flags.c $(line_of leaked-segment leak)  error: System V segment N, 77 bytes, in check open-never-creates and 4 more"

# Valgrind's lines, among the compiler's.
read=$(line_of valgrind-error read)
"$here/case_source.sh" "$root" "$here/cases/valgrind-error.c" >"$scratch/shmget_flags.c"
"$grader" check 2 --file "$scratch/shmget_flags.c" >"$scratch/report" || :
"$editor_json" match "$tasks" <"$scratch/report" >"$scratch/found"
expect "valgrind-error: what Valgrind says" grep -q "^shmget_flags.c $read  error: Invalid read of size 1" "$scratch/found"
expect "valgrind-error: what the compiler says" grep -q "^shmget_flags.c $read 33 warning: " "$scratch/found"

# --- Flags ----------------------------------------------------------------------------------------

# compiles FOLDER FLAGS FILE…: FOLDER is where a file is opened; a stub lies elsewhere as it was
# handed out.
compiles() {
    folder=$1
    flags=$2
    shift 2
    # shellcheck disable=SC2086
    expect "$folder: $flags" gcc $flags -Werror -fsyntax-only -iquote "$folder" "$@"
}
# clangd_flags FOLDER: what .clangd adds there, word by word
clangd_flags() {
    sed -n "/PathMatch: $1/,/Add:/s/^ *Add: \\[\\(.*\\)\\]\$/\\1/p" .clangd | tr -d ,
}
cd "$root"
expect ".clangd has flags for exercises" test -n "$(clangd_flags exercises)"
expect ".clangd has flags for demos" test -n "$(clangd_flags docs)"
for folder in exercises/*/; do
    stub="tests/$folder/stub"
    for flags in "$(clangd_flags exercises)" "$(tr '\n' ' ' <compile_flags.txt)"; do
        compiles "$folder" "$flags" "$folder"*.h "$stub"/*.c
    done
done
for folder in docs/demos/*/; do
    for flags in "$(clangd_flags docs)" "$(tr '\n' ' ' <docs/demos/compile_flags.txt)"; do
        compiles "$folder" "$flags" "$folder"*.c
    done
done

[ "$failures" -eq 0 ]

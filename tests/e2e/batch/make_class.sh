#!/bin/sh
# make_class.sh [-h KINDS] [-p PLAIN] ROOT MAKE_ARCHIVE FOLDER COUNT EXERCISE…: a class of COUNT submissions in FOLDER.
#
# Of ten sources four are right (solution or alternative), five are mutants, and one is hostile where the exercise has
# such (of the KINDS, folders of tests/hostile). Which source somebody has for an exercise follows from his number, so that
# the same call makes the same class, and no two submissions of it are the same: that is checked. Each is
# handed in in another layout, some with what computers and people leave behind.
#
#   -h KINDS   default: those that take no longer than others, "compile forge ipc signal"
#   -p PLAIN   the same sources once more, as PLAIN/studentNNN/NN-name/file.c, for `grader check --dir`
set -eu

usage="usage: make_class.sh [-h KINDS] [-p PLAIN] ROOT MAKE_ARCHIVE FOLDER COUNT EXERCISE..."
kinds="compile forge ipc signal"
plain=
while getopts h:p: option; do
    case $option in
    h) kinds=$OPTARG ;;
    p) plain=$OPTARG ;;
    *) echo "$usage" >&2 && exit 2 ;;
    esac
done
shift $((OPTIND - 1))
root=${1:?$usage}
make_archive=${2:?$usage}
folder=${3:?$usage}
count=${4:?$usage}
shift 4
exercises=$*
here=$(cd "$(dirname "$0")" && pwd)
layouts=10

# --- the banks: one file of names for each exercise and kind ------------------------------------

list_hostile() { # EXERCISE
    for kind in $kinds; do
        grep -lx " \* exercise: 0*$1" "$root/tests/hostile/$kind"/*.c || :
    done
}
list_banks() {
    for exercise in $exercises; do
        number=$(printf %02d "$exercise")
        find "$root/solutions" "$root/tests/exercises" \( -path "*/solutions/$number-*/*.c" -o \
            -path "*/$number-*/alternatives/*.c" \) | sort >"$scratch/right.$exercise"
        # How much of key-device-sign-extends is wrong depends on how many file systems the machine has mounted.
        find "$root/tests/exercises" -path "*/$number-*/mutants/*.c" ! -name key-device-sign-extends.c | sort \
            >"$scratch/mutants.$exercise"
        list_hostile "$exercise" >"$scratch/hostile.$exercise"
    done
}
# choose EXERCISE NUMBER: one of its sources is left in $source
choose() {
    case $((($2 + 3 * $1) % 10)) in
    0 | 1 | 2 | 3) bank=right ;;
    9) bank=hostile ;;
    *) bank=mutants ;;
    esac
    [ -s "$scratch/$bank.$1" ] || bank=mutants
    lines=$(wc -l <"$scratch/$bank.$1")
    source=$(sed -n "$((($2 + $2 / 10 + 7 * $1) % lines + 1))p" "$scratch/$bank.$1")
    if [ $bank = hostile ]; then
        "$here/../case_source.sh" "$root" "$source" >"$scratch/source.c"
        source=$scratch/source.c
    fi
}

# --- one submission ------------------------------------------------------------------------------

# write_sources NUMBER: what somebody hands in, in $work/NN-name/file.c
write_sources() {
    rm -rf "$work"
    mkdir "$work"
    for exercise in $exercises; do
        # Some hand in less than was asked for.
        [ $(($1 % 7)) -ne 6 ] || [ $((($1 / 7 + exercise) % 3)) -ne 0 ] || continue
        name=$(cd "$root/exercises" && echo "$(printf %02d "$exercise")"-*)
        choose "$exercise" "$1"
        mkdir "$work/$name"
        cp "$source" "$work/$name/$(echo "${name#*-}" | tr - _).c"
    done
    [ -z "$plain" ] || cp -r "$work" "$plain/$who"
    find "$work" -name '*.c' -exec sha256sum {} + | sed 's/ .*//' | sort | sha256sum >>"$scratch/contents"
}
# archive FILE: with what a Mac adds
archive() {
    set -- "$1" "many:__MACOSX/._x.c:1"
    for file in "$work"/*/*.c; do
        set -- "$@" "file:work/$(basename "$file"):$file"
    done
    "$make_archive" "$@"
}
# hand_in NUMBER LAYOUT
hand_in() {
    moodle="$folder/Name Of_${1}_assignsubmission_file_"
    case $2 in
    0)
        mkdir "$folder/$who"
        cp -r "$work" "$folder/$who/home"
        echo x >"$folder/$who/home/a.out"
        ;;
    1)
        mkdir "$folder/$who"
        for file in "$work"/*/*.c; do
            cp "$file" "$folder/$who/$(basename "$file" .c | tr _ -) (1).c"
        done
        ;;
    2) archive "$folder/$who.zip" ;;
    3) archive "$folder/$who.tar.gz" ;;
    4) archive "$folder/$who.tar.xz" ;;
    5) cp -r "$work" "$moodle" ;;
    6)
        for file in "$work"/*/*.c; do
            cp "$file" "$folder/${who}_LATE_9${1}_1${1}_$(basename "$file")"
        done
        ;;
    7)
        cp -r "$work" "$folder/submission_$1"
        {
            printf 'submission_%s:\n  :submitters:\n' "$1"
            printf '  - :name: Student %s\n    :sid: "%s"\n' "$1" "$1"
            printf '  :created_at: 2026-11-20 21:59:59.000000000 Z\n'
        } >>"$folder/submission_metadata.yml"
        ;;
    8) archive "$folder/$who.tar" ;;
    9) mkdir "$moodle" && archive "$moodle/work.zip" ;;
    esac
}

mkdir -p "$folder" ${plain:+"$plain"}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
work=$scratch/making
list_banks
number=0
while [ "$number" -lt "$count" ]; do
    who=$(printf 'student%03d' "$number")
    write_sources "$number"
    hand_in "$number" $((number % layouts))
    number=$((number + 1))
done
different=$(sort -u "$scratch/contents" | wc -l)
if [ "$different" -lt "$count" ]; then
    echo "make_class.sh: only $different of $count submissions are different; ask for more exercises" >&2
    exit 1
fi

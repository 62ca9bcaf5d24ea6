#!/bin/sh
# make_class.sh ROOT MAKE_ARCHIVE FOLDER COUNT EXERCISE…: a class of COUNT submissions in FOLDER.
#
# Their sources are taken in turn from the exercises' solutions, alternatives, mutants and hostile cases, so that the same call
# makes the same class. Each is handed in in another layout, some with what computers and people leave behind.
set -eu

usage="usage: make_class.sh ROOT MAKE_ARCHIVE FOLDER COUNT EXERCISE..."
root=${1:?$usage}
make_archive=${2:?$usage}
folder=${3:?$usage}
count=${4:?$usage}
shift 4
exercises=$*
here=$(cd "$(dirname "$0")" && pwd)

# bank EXERCISE KIND: the sources of a kind, one a line
bank() {
    case $2 in
    solutions) find "$root/solutions" -path "*/$(printf %02d "$1")-*/*.c" | sort ;;
    hostile) grep -l "exercise: *$1\$" "$root"/tests/hostile/[cfi]*/*.c "$root"/tests/hostile/signal/*.c ;;
    *) find "$root/tests/exercises" -path "*/$(printf %02d "$1")-*/$2/*.c" | sort ;;
    esac
}
# choose EXERCISE NUMBER: one of its sources is left in $source
choose() {
    case $(($2 % 10)) in
    0) kind=solutions ;;
    1 | 2 | 3) kind=alternatives ;;
    9) kind=hostile ;;
    *) kind=mutants ;;
    esac
    lines=$(bank "$1" $kind | wc -l)
    [ "$lines" -gt 0 ] || { kind=solutions; lines=1; }
    chosen=$(bank "$1" $kind | sed -n "$(($2 % lines + 1))p")
    if [ $kind = hostile ]; then
        "$here/../case_source.sh" "$root" "$chosen" >"$scratch/source.c"
        source=$scratch/source.c
    else
        source=$chosen
    fi
}

# write_sources NUMBER LAYOUT: what somebody hands in, in $work
write_sources() {
    rm -rf "$work"
    mkdir "$work"
    for exercise in $exercises; do
        # Some hand in less than was asked for.
        [ $(($1 % 7)) -ne 6 ] || [ "$exercise" = "${exercises%% *}" ] || continue
        name=$(cd "$root/exercises" && echo "$(printf %02d "$exercise")"-*)
        stem=$(echo "${name#*-}" | tr - _)
        choose "$exercise" "$1"
        case $2 in
        0 | 5) mkdir "$work/$name" && cp "$source" "$work/$name/$stem.c" ;;
        1) cp "$source" "$work/$(echo "$stem" | tr _ -) ($exercise).c" ;;
        *) cp "$source" "$work/$stem.c" ;;
        esac
    done
}
# archive SUFFIX
archive() {
    set -- "$1" "many:__MACOSX/._x.c:1"
    for file in "$work"/*.c; do
        set -- "$@" "file:work/$(basename "$file"):$file"
    done
    suffix=$1
    shift
    "$make_archive" "$folder/$who.$suffix" "$@"
}
# hand_in NUMBER LAYOUT
hand_in() {
    case $2 in
    0 | 1)
        mkdir "$folder/$who"
        cp -r "$work" "$folder/$who/home"
        echo x >"$folder/$who/home/a.out"
        ;;
    2) archive zip ;;
    3) archive tar.gz ;;
    4) archive tar.xz ;;
    5) cp -r "$work" "$folder/Name Of_${1}_assignsubmission_file_" ;;
    6)
        for file in "$work"/*.c; do
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
    esac
}

mkdir -p "$folder"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
work=$scratch/making
number=0
while [ "$number" -lt "$count" ]; do
    who=$(printf 'student%03d' "$number")
    write_sources "$number" $((number % 8))
    hand_in "$number" $((number % 8))
    number=$((number + 1))
done

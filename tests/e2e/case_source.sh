#!/bin/sh
# case_source.sh ROOT CASE.c: the source that a case (run_case.sh) hands in, on standard output.
set -eu

usage="usage: case_source.sh ROOT CASE.c"
root=${1:?$usage}
case=${2:?$usage}

setting() {
    sed -n '/^ \*\//q; s/^[/ ]*\*[* ]*'"$1"': *//p' "$case"
}

exercise=$(setting exercise)
folder=$(cd "$root/exercises" && echo "$exercise"-*)
stem=$(echo "${folder#*-}" | tr - _)
replaces=$(setting replaces)
if [ -n "$replaces" ]; then
    for function in $replaces; do
        echo "#define $function honest_$function"
    done
    cat "$root/solutions/$folder/$stem.c"
    for function in $replaces; do
        echo "#undef $function"
    done
fi
sed -e "s|@ROOT@|$root|g" -e "/^@WIRE@\$/{
r $root/grader/protocol/wire.h
d
}" "$case"

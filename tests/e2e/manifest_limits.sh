#!/bin/sh
# manifest_limits.sh GRADER EXPECT ROOT: a limit that an exercise's manifest sets lower is the one that a submission comes to, and
# the one that its verdict names; a limit that makes no sense is told by file, line and name before anything is graded.
set -eu

usage="usage: manifest_limits.sh GRADER EXPECT ROOT"
grader=${1:?$usage}
expect=${2:?$usage}
root=${3:?$usage}
here=$(cd "$(dirname "$0")" && pwd)
failures=0

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/workbook"
cp -R "$root/exercises" "$root/solutions" "$scratch/workbook/"
export WORKBOOK_ROOT="$scratch/workbook"

# set_limit NAME VALUE: in all exercises
set_limit() {
    for folder in "$root"/exercises/*/; do
        sed "s/ $1 = [0-9]*;/ $1 = $2;/" "$folder/exercise.cfg" >"$scratch/workbook/exercises/$(basename "$folder")/exercise.cfg"
    done
}

# trips NAME VALUE CASE CHANGES: the case holds, with these changes in what it expects
trips() {
    set_limit "$1" "$2"
    sed "/^ \* expect:/{ $4
        }" "$here/$3" >"$scratch/case.c"
    "$here/run_case.sh" "$grader" "$expect" "$root" "$scratch/case.c" >"$scratch/words" || {
        echo "$1 = $2: $3"
        cat "$scratch/words"
        failures=1
    }
}

# refused NAME VALUE WORDS
refused() {
    set_limit "$1" "$2"
    status=0
    words=$("$grader" check 2 --solutions 2>&1) || status=$?
    case "$status $words" in
    "3 grader: "*"/exercise.cfg:"[1-9]*": $3"*) ;;
    *)
        echo "$1 = $2: status $status, and it says: $words"
        failures=1
        ;;
    esac
}

hostile=../hostile/limits
trips output_kib 10 "$hostile/output.c" 's/640 of 64 KiB/100 of 10 KiB/'
trips processes 16 "$hostile/processes.c" 's/64 of 64/16 of 16/'
trips descriptors 20 "$hostile/descriptors.c" 's/64 of 64/20 of 20/'
trips memory_kib 65536 "$hostile/memory.c" 's/process, 2/process, 6/; s/of 256 MiB/of 64 MiB/'
trips shared_kib 8192 "$hostile/system-v-memory.c" 's/segments, 6/segments, 5 MiB and 4 more asked for/; s/of 64 MiB/of 8 MiB/'
trips shared_kib 8192 "$hostile/file-size.c" 's/65 of 64 MiB/65 of 8 MiB/'
trips wall_ms 3000 "$hostile/time-of-the-run.c" 's/20 of 20 s/3 of 3 s/'
trips cpu_ms 1000 limits/processor_time.c ''

refused processes 2 "'processes' must be a whole number from 8 to 4096"
refused memory_kib -1 "'memory_kib' must be a whole number from"
refused shared_kib 4294967360 "this number is too large"
refused cpu_ms '"soon"' "'cpu_ms' must be a whole number from"

[ "$failures" -eq 0 ] && echo "ok: limits of the manifest"

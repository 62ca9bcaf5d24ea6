#!/bin/sh
# odd_files.sh GRADER EXPECT ROOT: submissions that are no source files, or not where they should be.
#
# Each is a verdict (status 1), never a hang and never the grader's own trouble (status 3).
set -eu

usage="usage: odd_files.sh GRADER EXPECT ROOT"
grader=${1:?$usage}
expect=${2:?$usage}
root=${3:?$usage}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0
solution="$root/solutions/02-shmget-flags/shmget_flags.c"

# A fresh submission with nothing in it; the source goes to $source.
submission() {
    rm -rf "$scratch/work"
    mkdir -p "$scratch/work/02-shmget-flags"
    source="$scratch/work/02-shmget-flags/shmget_flags.c"
}

# grade TITLE STATUS EXPECTATION…: grades exercise 02 of the submission
grade() {
    title=$1
    wanted=$2
    shift 2
    status=0
    timeout -k 5 30 "$grader" check 2 --dir "$scratch/work" --fast --format json \
        >"$scratch/verdict" 2>"$scratch/complaints" || status=$?
    if [ "$status" -ne "$wanted" ]; then
        echo "not ok: $title: exit status $status, not $wanted: $(cat "$scratch/complaints")"
        failures=$((failures + 1))
    elif ! "$expect" "$scratch/verdict" "$@"; then
        echo "not ok: $title"
        failures=$((failures + 1))
    else
        echo "ok: $title"
    fi
}

submission
grade "a missing file" 1 "status = missing" "score.earned = 0" "source_sha256 = null" \
    "stages.build.message ~ there is no shmget_flags.c" "/status = fail"
rm -rf "$scratch/work"
grade "a missing folder" 1 "status = missing"
submission
cp "$solution" "$source"
grade "a file in its folder" 0 "status = pass" "source_sha256 != null"
submission
cp "$solution" "$scratch/work/shmget_flags.c"
grade "a file laid flat" 0 "status = pass"
submission
ln -s "$solution" "$source"
grade "a symbolic link to the solution" 1 "status = fail" "stages.build.message ~ symbolic link" \
    "score.earned = 0"
submission
mkfifo "$source"
grade "a FIFO without a writer" 1 "status = fail" "stages.build.message ~ not a regular file"
submission
mkdir "$source"
grade "a folder" 1 "status = fail" "stages.build.message ~ folder"
submission
: >"$source"
grade "an empty file" 1 "status = fail" "stages.build.message ~ empty"
submission
{
    cat "$solution"
    printf '/* \000 */\n'
} >"$source"
grade "a file with a NUL byte" 1 "status = fail" "stages.build.message ~ NUL"
submission
{
    cat "$solution"
    yes '/* a line of a file that is much too long */' | head -c 1100000
} >"$source"
grade "a file of more than 1 MiB" 1 "status = fail" "stages.build.message ~ larger than 1 MiB"
submission
{
    cat "$solution"
    yes '/* a long file, but not too long */' | head -n 25000
} >"$source"
grade "a file of nearly 1 MiB" 0 "status = pass"
submission
{
    cat "$solution"
    printf '/* caf\351 \377\376 \033[31m */\n'
} >"$source"
grade "a file that is no UTF-8" 0 "status = pass"
submission
tr -d '\n' <"$solution" >"$source"
grade "a file without a newline" 1 "status = fail" "stages.build.status = fail"
submission
sed 's/$/\r/' "$solution" >"$source"
grade "a file with the newlines of Windows" 0 "status = pass"
if [ -e /dev/zero ]; then
    submission
    rm -rf "$scratch/work/02-shmget-flags"
    ln -s /dev "$scratch/work/02-shmget-flags"
    grade "a folder that is a link to /dev" 1 "status = missing"
fi
if [ "$(id -u)" -ne 0 ]; then
    submission
    cp "$solution" "$source"
    chmod 000 "$source"
    grade "an unreadable file" 1 "status = fail" "stages.build.message ~ chmod"
fi

# The names of files that were handed in are text, whatever they hold.
# shellcheck disable=SC1003 # the backslash is meant
for name in '-o' '@x' 'a b' 'new
line' "quote's" '$(touch oops)' '\'; do
    cp "$solution" "$scratch/$name.c"
    status=0
    (cd "$scratch" && timeout -k 5 30 "$grader" check 2 --file="$name.c" --fast --format json) \
        >"$scratch/verdict" 2>"$scratch/complaints" || status=$?
    if [ "$status" -eq 0 ]; then
        echo "ok: a file called $name.c"
    else
        echo "not ok: a file called $name.c: $(cat "$scratch/complaints")"
        failures=$((failures + 1))
    fi
done

[ "$failures" -eq 0 ]

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
    rm -rf "$scratch/submission"
    mkdir -p "$scratch/submission/02-shmget-flags"
    source="$scratch/submission/02-shmget-flags/shmget_flags.c"
}

# grade TITLE STATUS EXPECTATION…: grades exercise 02 of the submission
grade() {
    title=$1
    wanted=$2
    shift 2
    status=0
    timeout -k 5 30 "$grader" check 2 --dir "$scratch/submission" --fast --format json \
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
rm -rf "$scratch/submission"
grade "a missing folder" 1 "status = missing"
submission
cp "$solution" "$source"
grade "a file in its folder" 0 "status = pass" "source_sha256 != null"
submission
cp "$solution" "$scratch/submission/shmget_flags.c"
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
iconv -f UTF-8 -t UTF-16 "$solution" >"$source"
grade "a file in UTF-16" 1 "status = fail" "stages.build.message ~ save it as UTF-8"
submission
gzip -c "$solution" >"$source"
grade "an archive by the name of a source" 1 "status = fail" "stages.build.message ~ packed by gzip"
submission
cp "$grader" "$scratch/program"
head -c 100000 "$scratch/program" >"$source"
grade "a program by the name of a source" 1 "status = fail" "stages.build.message ~ what a compiler made"
submission
{
    printf '<!DOCTYPE html>\n<pre>\n'
    cat "$solution"
} >"$source"
grade "a web page by the name of a source" 1 "status = fail" "stages.build.message ~ web page"
submission
{
    printf '\357\273\277'
    cat "$solution"
} >"$source"
grade "a file that begins with a mark of its encoding" 0 "status = pass"
submission
tr '\n' '\r' <"$solution" >"$source"
grade "a file with the newlines of an old Macintosh" 0 "status = pass"
submission
printf '/* nothing but words */\n' >"$source"
grade "a file of comments" 1 "status = fail" \
    "stages.build.message = functions are missing: segment_create, segment_open, segment_ensure, segment_private"
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
    rm -rf "$scratch/submission/02-shmget-flags"
    ln -s /dev "$scratch/submission/02-shmget-flags"
    grade "a folder that is a link to /dev" 1 "status = missing"
fi
submission
printf '%s\n' '/* a hole of a gigabyte */' >"$source"
truncate -s 1G "$source"
grade "a sparse file of 1 GiB" 1 "status = fail" "stages.build.message ~ larger than 1 MiB"
submission
rm -rf "$scratch/submission/02-shmget-flags"
ln -s /proc/self "$scratch/submission/02-shmget-flags"
grade "a folder that is a link to /proc/self" 1 "status = missing"
submission
rm -rf "$scratch/submission/02-shmget-flags"
ln -s 02-shmget-flags "$scratch/submission/02-shmget-flags"
grade "a folder that is a link to itself" 1 "status != pass" "score.earned = 0"
rm -rf "$scratch/submission"
ln -s work "$scratch/submission"
grade "a submission that is a link to itself" 1 "status != pass" "score.earned = 0"
submission
cp "$solution" "$source"
(cd "$scratch/submission/02-shmget-flags" && seq -f 'other-%g.c' 10000 | xargs touch)
grade "a folder with ten thousand files beside it" 0 "status = pass"
submission
mkfifo "$source"
(exec 3<>"$source" && cat "$solution" >&3 && exec sleep 60) &
writer=$!
grade "a FIFO with a writer" 1 "status = fail" "stages.build.message ~ not a regular file"
kill "$writer"
if [ "$(id -u)" -eq 0 ] && mknod "$scratch/device" c 1 5 2>/dev/null; then
    submission
    mv "$scratch/device" "$source"
    grade "a device without end" 1 "status = fail" "stages.build.message ~ not a regular file"
fi

# What is graded is what was read, once: the verdict names its digest, and never waits for a writer.
submission
cp "$solution" "$source"
(
    while :; do
        printf '/* more and more */\n' >>"$source" || exit
    done
) 2>/dev/null &
writer=$!
for _ in 1 2 3; do
    status=0
    timeout -k 5 30 "$grader" check 2 --dir "$scratch/submission" --fast --format json >"$scratch/verdict" || status=$?
    # It is right as long as it is not too long.
    if [ "$status" -eq 0 ] ||
        { [ "$status" -eq 1 ] && "$expect" "$scratch/verdict" "stages.build.message ~ larger than 1 MiB"; }; then
        echo "ok: a file that grows while it is read"
    else
        echo "not ok: a file that grows while it is read: exit status $status"
        failures=$((failures + 1))
    fi
done
kill "$writer"
submission
cp "$solution" "$source"
(
    while :; do
        printf '(' >"$scratch/wrong"
        mv "$scratch/wrong" "$source"
        cp "$solution" "$scratch/right"
        mv "$scratch/right" "$source"
    done
) &
writer=$!
wrong=$(printf '(' | sha256sum | cut -d' ' -f1)
right=$(sha256sum <"$solution" | cut -d' ' -f1)
for _ in 1 2 3 4 5; do
    status=0
    timeout -k 5 30 "$grader" check 2 --dir "$scratch/submission" --fast --format json >"$scratch/verdict" || status=$?
    if [ "$status" -eq 0 ]; then
        sum=$right
    else
        sum=$wrong
    fi
    if [ "$status" -gt 1 ] || ! "$expect" "$scratch/verdict" "source_sha256 = $sum"; then
        echo "not ok: a file that is replaced all the time: exit status $status"
        failures=$((failures + 1))
    else
        echo "ok: a file that is replaced all the time: one of the two was graded"
    fi
done
kill "$writer"
wait "$writer" 2>/dev/null || :

if [ "$(id -u)" -ne 0 ]; then
    submission
    cp "$solution" "$source"
    chmod 000 "$source"
    grade "an unreadable file" 1 "status = fail" "stages.build.message ~ chmod"
fi

# The names of files that were handed in are text, whatever they hold.
# shellcheck disable=SC1003 # the backslash is meant
longest=$(printf '%0253d' 0) # and ".c": 255 bytes
for name in "$longest" '-o' '@x' 'a b' 'new
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

status=0
"$grader" check 2 --file=/proc/self/environ --fast --format json >"$scratch/verdict" || status=$?
if [ "$status" -eq 1 ] && "$expect" "$scratch/verdict" "status = fail" "stages.build.status = fail"; then
    echo "ok: a file below /proc"
else
    echo "not ok: a file below /proc: exit status $status"
    failures=$((failures + 1))
fi

[ "$failures" -eq 0 ]

#!/bin/sh
# progress.sh GRADER ROOT: the record of progress survives what may happen to it, and never keeps anybody from grading.
#
# Graders killed at random moments, two at once, a damaged file, one of a newer version, a full disk, a folder that
# cannot be written. The workbook is a copy, the state folder one of the test's own.
set -eu

usage="usage: progress.sh GRADER ROOT"
grader=${1:?$usage}
root=${2:?$usage}
skipped=77
kills=40
imported=2000
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
said() {
    grep -q -- "$1" "$scratch/out"
}
complained() {
    grep -q -- "$1" "$scratch/err"
}
silent() {
    ! [ -s "$scratch/err" ]
}
# run STATUS ARGS…: the grader's status is as wanted; what it says is in out and err
run() {
    wanted=$1
    shift
    status=0
    "$grader" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
    [ "$status" -eq "$wanted" ] || {
        echo "  grader $*: status $status, not $wanted"
        cat "$scratch/err"
        return 1
    }
}
count_attempts() {
    attempts=$("$grader" progress --format csv | grep -c ',ftok-keys,' || :)
}
has_attempts() {
    count_attempts
    [ "$attempts" -eq "$1" ] || {
        echo "  $attempts attempts, not $1"
        return 1
    }
}
has_broken() {
    [ "$(find "$WORKBOOK_STATE" -name 'progress.db.broken-*' ! -name '*-journal' | wc -l)" -eq "$1" ]
}

# --- On a small disk ------------------------------------------------------------------------------

# As root the folder of the record is a small file system of its own; for others bubblewrap makes it one.
in_small_disk() {
    # shellcheck disable=SC2016
    if [ "$(id -u)" -eq 0 ]; then
        unshare --mount sh -c 'mount -t tmpfs -o size=192k none "$1" && shift && exec "$@"' \
            sh "$WORKBOOK_STATE" "$@"
    else
        bwrap --dev-bind / / --size 196608 --tmpfs "$WORKBOOK_STATE" --die-with-parent "$@"
    fi
}
fill_disk() {
    dd if=/dev/zero of="$WORKBOOK_STATE/filler" bs=1k >/dev/null 2>&1 || :
}
make_unwritable() {
    if [ "$(id -u)" -eq 0 ]; then
        mount -o remount,ro "$WORKBOOK_STATE"
    else
        chmod 500 "$WORKBOOK_STATE"
        chmod 400 "$WORKBOOK_STATE/progress.db"
    fi
}

if [ "${3-}" = small-disk ]; then
    scratch=$4
    run 0 check 1 --fast || exit "$skipped"
    expect "on a small disk an attempt is recorded" has_attempts 1
    fill_disk
    n=0
    # What is left in the file's last page may hold a few more.
    while silent && [ "$n" -lt 50 ]; do
        n=$((n + 1))
        run 0 check 1 --fast || failures=$((failures + 1))
    done
    expect "on a full disk it is graded, and told that nothing is recorded" \
        complained 'not recorded: .*no room left\|not recorded: .*No space left'
    expect "with one sentence" [ "$(wc -l <"$scratch/err")" -eq 1 ]
    expect "what was recorded before can be read" has_attempts "$n"
    expect "a hint is shown on a full disk" run 0 hint 1 --level 3
    expect "where you stand too" run 0
    expect "a reset that cannot keep a copy changes nothing" run 3 reset 1 --yes
    expect "and the file is as it was" cmp -s "$source_file" "$root/solutions/01-ftok-keys/ftok_keys.c"
    rm "$WORKBOOK_STATE/filler"
    expect "with room again" run 0 check 1 --fast
    expect "it is recorded again" has_attempts "$((n + 1))"
    make_unwritable
    expect "in a folder that cannot be written it is graded" run 0 check 1 --fast
    expect "and told" complained 'not recorded: '
    expect "and what there is can be read" has_attempts "$((n + 1))"
    expect "the doctor says so" run 0 doctor
    expect "in its words" said 'not recorded: '
    exit "$((failures > 0))"
fi

# --- Everywhere -----------------------------------------------------------------------------------

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export WORKBOOK_ROOT="$scratch/book" WORKBOOK_STATE="$scratch/state"
mkdir -p "$WORKBOOK_ROOT/grader" "$WORKBOOK_ROOT/exercises" "$WORKBOOK_ROOT/tests/exercises/01-ftok-keys" "$WORKBOOK_STATE"
cp -r "$root/exercises/01-ftok-keys" "$WORKBOOK_ROOT/exercises/"
cp -r "$root/solutions" "$WORKBOOK_ROOT/"
cp -r "$root/grader/setup" "$WORKBOOK_ROOT/grader/"
cp -r "$root/tests/exercises/01-ftok-keys/stub" "$WORKBOOK_ROOT/tests/exercises/01-ftok-keys/"
export source_file="$WORKBOOK_ROOT/exercises/01-ftok-keys/ftok_keys.c"
stub="$WORKBOOK_ROOT/tests/exercises/01-ftok-keys/stub/ftok_keys.c"
solution="$WORKBOOK_ROOT/solutions/01-ftok-keys/ftok_keys.c"

cp "$stub" "$source_file"
run 1 check 1 --fast
expect "the stub is no attempt" has_attempts 0
cp "$solution" "$source_file"
run 0 check 1 --solutions --fast
run 0 check 1 --file "$solution" --fast
expect "what is not the learner's own is not recorded" has_attempts 0

# Two graders at once.
"$grader" check 1 --fast >/dev/null 2>"$scratch/first" &
first=$!
run 0 check 1 --fast
wait "$first"
expect "two graders at once are both recorded" has_attempts 2
expect "and neither complains" [ ! -s "$scratch/first" ] && silent

# A whole pass, and what follows from it.
run 0 check 1
expect "a whole pass gives stars" run 0 progress
expect "three of them" said '3 of 3 stars'
run 0
expect "the grader alone says so" said '01-ftok-keys  *passed$'
echo '/* more */' >>"$source_file"
run 0
expect "and that the source has changed since" said 'passed; changed since'
run 0 reset 1 --yes
expect "a reset brings the stub" cmp -s "$source_file" "$stub"
run 0 reset 1 --restore
expect "and --restore the version from before" grep -q more "$source_file"

# On a terminal it asks; a wide one shows yours and the model side by side.
# on_terminal ANSWER COMMAND
on_terminal() {
    echo "$1" | script -qec "stty cols 130; '$grader' $2" /dev/null >"$scratch/out" 2>"$scratch/err"
}
expect "a reset on a terminal asks" on_terminal n 'reset 1'
expect "no is no" said 'Nothing was changed'
expect "and changes nothing" grep -q more "$source_file"
expect "yes is yes" on_terminal y 'reset 1'
expect "it was asked" said 'Put the stub in the place of'
expect "and the stub is there" cmp -s "$source_file" "$stub"
expect "a diff on a wide terminal" on_terminal '' 'diff 1'
expect "is side by side" said 'yours   *model solution'
cp "$solution" "$source_file"

# Killed at any moment: an import is all or nothing, a hint is there or not, and nobody is told of damage.
awk -v count="$imported" 'BEGIN {
    printf "{\"format_version\": 1, \"kind\": \"workbook-progress\", \"hints\": [], \"reveals\": [], \"attempts\": ["
    for (i = 1; i <= count; i++) {
        printf "%s{\"id\": \"%032x\", \"time_ms\": %d, \"exercise\": \"ftok-keys\", \"source_sha256\": \"%064x\",", (i > 1 ? "," : ""), i, i, i
        printf " \"status\": \"fail\", \"earned_hundredths\": 1, \"possible_hundredths\": 1000, \"fast\": false,"
        printf " \"duration_ms\": 1, \"failure\": null, \"checks\": [{\"id\": \"a\", \"status\": \"fail\"}]}"
    }
    print "]}"
}' >"$scratch/big.json"
count_attempts
before=$attempts
cp "$WORKBOOK_STATE/progress.db" "$scratch/kept.db"
begun=$(date +%s%N)
run 0 progress import "$scratch/big.json"
import_us=$((($(date +%s%N) - begun) / 1000))
expect "an import brings what is new" has_attempts "$((before + imported))"
cp "$scratch/kept.db" "$WORKBOOK_STATE/progress.db"
whole=0
none=0
i=0
while [ "$i" -lt "$kills" ]; do
    i=$((i + 1))
    random=$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')
    # From the beginning to a fifth behind the end of what an undisturbed import took.
    moment=$(printf '0.%06d' "$((import_us * 12 / 10 * random / 65536))")
    # The shell's word about the killed process is not of interest.
    { timeout -s KILL "$moment" "$grader" progress import "$scratch/big.json" || :; } >/dev/null 2>&1
    { timeout -s KILL "$moment" "$grader" hint 1 --level "$((i % 3 + 1))" || :; } >/dev/null 2>&1
    run 0 progress --format csv || failures=$((failures + 1))
    silent || expect "a kill after $moment s does no damage" false
    now=$(grep -c ',ftok-keys,' "$scratch/out")
    case $now in
    "$before") none=$((none + 1)) ;;
    "$((before + imported))")
        whole=$((whole + 1))
        cp "$scratch/kept.db" "$WORKBOOK_STATE/progress.db"
        ;;
    *) expect "an import killed after $moment s is all or nothing, not $now attempts" false ;;
    esac
done
expect "of $kills killed imports $whole were there, $none not, and nothing was damaged" has_broken 0

run 0 progress export "$scratch/mine.json"
run 0 progress import "$scratch/mine.json"
expect "an import of one's own record changes nothing" has_attempts "$before"
run 3 progress import "$solution"
expect "a file that is no record is one sentence" complained 'is no record that'
expect "and changes nothing" has_attempts "$before"

# Damage of several kinds; what was there is kept.
cp "$WORKBOOK_STATE/progress.db" "$scratch/kept.db"
printf 'not a database' >"$WORKBOOK_STATE/progress.db"
expect "a damaged record does not keep from grading" run 0 check 1 --fast
expect "what became of it is told" complained 'it is kept as .*progress.db.broken-2'
expect "it is kept" has_broken 1
expect "with its bytes" grep -qs 'not a database' "$WORKBOOK_STATE"/progress.db.broken-*
expect "and a new record has begun" has_attempts 1
dd if="$scratch/kept.db" of="$WORKBOOK_STATE/progress.db" bs=1k count=9 2>/dev/null
expect "one that was cut short is set aside by who only looks" run 0
expect "the second beside the first" has_broken 2
cp "$scratch/kept.db" "$WORKBOOK_STATE/progress.db"
# user_version, at byte 60 of the header: https://sqlite.org/fileformat.html
printf '\0\0\0\143' | dd of="$WORKBOOK_STATE/progress.db" bs=1 seek=60 conv=notrunc 2>/dev/null
cp "$WORKBOOK_STATE/progress.db" "$scratch/newer.db"
expect "with a newer record one can grade" run 0 check 1 --fast
expect "and is told that it was left alone" complained 'not recorded: .*newer version of the workbook'
expect "as it was" cmp -s "$WORKBOOK_STATE/progress.db" "$scratch/newer.db"
expect "to look is fine too" run 0
expect "to ask for the record itself is not" run 3 progress
rm "$WORKBOOK_STATE/progress.db"
: >"$scratch/no-folder"
WORKBOOK_STATE="$scratch/no-folder" run 0 check 1 --fast
expect "a file in the folder's place is told" complained 'not recorded: .*is no folder'

status=0
in_small_disk "$0" "$grader" "$root" small-disk "$scratch" || status=$?
if [ "$status" -eq "$skipped" ] || [ "$status" -gt 2 ]; then
    echo "no small disk can be made on this machine: that part was not tried"
    [ "$failures" -gt 0 ] || exit "$skipped"
fi
exit "$((failures > 0 || status != 0))"

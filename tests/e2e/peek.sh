#!/bin/sh
# peek.sh GRADER ROOT IN_TERMINAL FIELDS: grader peek shows the named fields of each exercise's objects, who is
# attached and who sleeps, in text, as JSON and on a terminal; whatever source it is given.
set -eu
export LC_ALL=C.UTF-8 TERM=xterm-256color NO_COLOR=
grader=$1
root=$2
in_terminal=$3
fields=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

fail() {
    echo "FAILED: $*"
    failed=1
}

# peek STATUS ARGUMENTS…: its answer in $folder/out.
peek() {
    wanted=$1
    shift
    status=0
    "$grader" peek "$@" >"$folder/out" 2>"$folder/err" </dev/null || status=$?
    if [ "$status" -ne "$wanted" ]; then
        fail "peek $* ended with $status, not $wanted"
        cat "$folder/out" "$folder/err"
    fi
}

# shows WORDS…: each is in the last answer.
shows() {
    for words in "$@"; do
        if ! grep -qF -- "$words" "$folder/out"; then
            fail "not shown: $words"
            head -100 "$folder/out"
        fi
    done
}

peek 0 1 --solutions
shows 'nothing is shared' 'calls make_key('

peek 0 2 --solutions
shows 'key 0x57420001' '0400 r--------' 'nobody is attached'

peek 0 3 --solutions
shows 'attached  the user at 0x' 'removed: its key is free' '* segment' 'is gone' "bytes of 6b 'k'"

peek 0 4 --solutions
shows '/board-1' '0600 rw-------' '300 bytes' 'attached  the opener at 0x' ': the test stores 16 bytes at 0x'

peek 0 5 --solutions
shows ' turn       1' ' sequence   2' ' text       "' 'char[1001]' '+ 3 bytes of padding' \
    'attached  the reader at 0x'

peek 0 6 --solutions
shows 'empty      value 1, nobody waits' 'full       value 0, 1 waits' 'sleeps in futex' \
    'wakes up: futex gives 0' 'steps more: ./workbook peek 6'

peek 0 7 --solutions
shows ' capacity   3' ' tail       2' ' slots[2]' '+ 56 bytes of padding'

# Store by store: the number of the second message is in the box before the flag is up.
peek 0 5 --check flag-last --solutions --all
shows 'is held up' '(2)'

# Processes begin while others are under way.
peek 0 6 --check times-out-on-time --solutions --step 9

# Before and after, ASCII only.
export LC_ALL=C
peek 0 5 --solutions --step 9
shows 'step 9 of' '*|      0 turn       1' '+ the mailbox ---'
if LC_ALL=C grep -q '[^ -~]' "$folder/out"; then
    fail "bytes beyond ASCII in the C locale"
fi
export LC_ALL=C.UTF-8
peek 2 5 --solutions --step 9999
peek 2 5 --solutions --check no-such-check

peek 0 5 --solutions --format json --step 9
shows '"name": "turn"' '"value": "1"' '"changed": true' '"check": "two-processes"' \
    '"text": "the writer comes back from mailbox_send: 1"'

# The learner's own fields, by his own names; a semaphore that is for one process alone is told of.
sed 's/between_processes = 1/between_processes = 0/; s/sequence/my_own_number/g' \
    "$root/solutions/06-semaphore-upgrade/semaphore_upgrade.c" >"$folder/semaphore_upgrade.c"
peek 1 --file "$folder/semaphore_upgrade.c"
shows 'my_own_number' 'made with pshared 0' 'the check ends: ' 'sleeps in futex'

# No such struct in the file: its bytes, still.
sed 's/struct mailbox\b/struct mailbox_of_another_name/g; 1i #define mailbox_of_another_name mailbox' \
    "$root/solutions/05-ready-flag/ready_flag.c" >"$folder/ready_flag.c"
peek 0 --file "$folder/ready_flag.c"
shows ' turn '

printf 'int x = ;\n' >"$folder/ready_flag.c"
peek 1 --file "$folder/ready_flag.c"
shows 'the compiler found errors'

# Debug information that is none.
printf 'no object' >"$folder/object"
for structure in mailbox ''; do
    [ "$("$fields" "$folder/object" "$structure")" = null ] || fail "fields of no object"
done
cat >"$folder/all.c" <<'SOURCE'
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
struct inner { short a; char name[3]; };
struct all {
    _Bool yes; unsigned three : 3; enum side { LEFT, RIGHT = -7 } side; const char *pointer;
    struct inner pair[2]; volatile double number; pthread_mutex_t lock; sem_t gate;
    union { int i; float f; } either; int matrix[2][3]; unsigned char rest[];
};
struct all *keep(struct all *all);
struct all *keep(struct all *all) { return all; }
SOURCE
gcc -g -fPIC -shared -o "$folder/all.so" "$folder/all.c"
"$fields" "$folder/all.so" all >"$folder/out"
shows '"bit_size":3' '"name":"RIGHT","value":-7' '"kind":"pointer"' '"type":"struct inner[2]"' \
    '"type":"char[3]","kind":"character"' '"kind":"float"' '"kind":"mutex"' '"kind":"semaphore"' \
    '"type":"int[2][3]"' '"count":6' '"flexible":true' '"kind":"other"'
head -c 3000 "$folder/all.so" >"$folder/cut.so"
"$fields" "$folder/cut.so" all >"$folder/out" || fail "fields of a cut object"

"$in_terminal" 80x24 "$grader" peek 5 --solutions <<'SCRIPT' || fail "the keys of the full screen"
expect q quit
expect step 1 of
keys \x20
expect step 2 of
keys \eOC\eOC
expect step 4 of
keys \eOD
expect step 3 of
keys G
expect the check passes
keys gp
expect step 2 of
keys pg
expect step 1 of
keys nnnnnnnn
expect step 9 of
expect turn       1
resize 50x10
expect is needed
resize 80x24
expect step 9 of
keys q
ends 0
modes
SCRIPT

"$in_terminal" 80x24 "$grader" peek 5 --solutions <<'SCRIPT' || fail "the end by a signal"
expect q quit
run kill -TERM $TERMINAL_PID
ends TERM
modes
SCRIPT

exit "$failed"

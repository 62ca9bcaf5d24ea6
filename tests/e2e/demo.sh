#!/bin/sh
# demo.sh GRADER REFUSE: the demos show what they are to show, the same in every run, and leave nothing,
# also when they are broken off: by a key, by a signal, by the death of the grader. With namespaces and
# without.
set -eu

usage="usage: demo.sh GRADER REFUSE"
grader=${1:?$usage}
refuse=${2:?$usage}
here=$(cd "$(dirname "$0")" && pwd)
skipped=77

if [ "${3-}" != inside ]; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    mkdir "$scratch/queues" "$scratch/tmp"
    if ! "$here/in_room.sh" "$scratch/queues" "$grader" check 1 --solutions --fast --sandbox=require \
        >/dev/null 2>&1; then
        echo "skipped: no sandbox within a sandbox on this machine"
        exit "$skipped"
    fi
    TMPDIR="$scratch/tmp" "$here/in_room.sh" "$scratch/queues" "$0" "$grader" "$refuse" inside "$scratch"
    exit
fi
scratch=$4
failures=0
export TERM=xterm LC_ALL=C

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
shows() { # PART: in what was shown, blanks as they come
    tr -s ' ' <"$scratch/out" | grep -Fq -- "$1"
}
# What differs from run to run: keys and ids; the number in a name of the run's own.
masked() {
    sed 's/0x[0-9a-f]\{8\}/KEY/g; s/id [0-9]*/ID/; s/segment [0-9]*$/SEGMENT/; s/\(demo-[a-z-]*\)-[0-9][0-9]*/\1/' "$1"
}
state() {
    sed 1d /proc/sysvipc/shm
    sed 1d /proc/sysvipc/sem
    ls -A /dev/shm "$scratch/tmp"
}
count_processes() {
    set -- /proc/[0-9]*
    processes=$#
}
alone() {
    count_processes
    [ "$processes" -le "$resting" ]
}
# Everything of the demo is gone: the kernel and the stage need a moment after a kill.
is_clean() {
    tries=0
    until alone && ! state | grep -vq "^/.*:$\|^$"; do
        tries=$((tries + 1))
        if [ "$tries" -gt 200 ]; then
            state
            ps -e -o pid,ppid,args
            return 1
        fi
        sleep 0.05
    done
}

count_processes
resting=$processes

# play MODE NAME: in full or reduced mode, as text
play() {
    if [ "$1" = full ]; then
        "$grader" demo "$2" --plain >"$scratch/out" 2>"$scratch/err"
    else
        "$refuse" "$grader" demo "$2" --plain >"$scratch/out" 2>"$scratch/err"
    fi
}
for mode in full reduced; do
    for name in posix sysv ready-flag semaphore ring; do
        expect "$mode: $name plays" play "$mode" "$name"
        expect "$mode: $name says nothing on standard error" test ! -s "$scratch/err"
        expect "$mode: $name ends well on both sides" \
            test "$(grep -c '(ended with status 0)' "$scratch/out")" -eq 2
        expect "$mode: $name leaves nothing to the kernel" shows "* kernel holds nothing of the demo"
        expect "$mode: $name leaves nothing at all" is_clean
        masked "$scratch/out" >"$scratch/first"
        play "$mode" "$name"
        masked "$scratch/out" >"$scratch/second"
        expect "$mode: $name is the same again" diff "$scratch/first" "$scratch/second"
        cp "$scratch/out" "$scratch/$mode-$name"
    done
done

# told NAME PART…: each part is shown in full mode
told() {
    cp "$scratch/full-$1" "$scratch/out"
    name=$1
    shift
    for part in "$@"; do
        expect "$name: $part" shows "$part"
    done
}
told posix "object /demo-posix 0600 0 bytes" "object /demo-posix 0600 4096 bytes mapped by writer" \
    "476f6f64 206d6f72 6e696e67 2c207265 Good morning, re" "(press Ctrl-C in the writer's terminal)" \
    "it says: Good morning, reader."
told sysv "0600 4096 bytes nattch 0" "0600 4096 bytes nattch 1" "* writer sleeps in sigwait(3)"
told ready-flag "mapped by writer, reader" "* reader naps in nanosleep(2)" "00000000 476f6f64" "01000000 476f6f64" \
    "02000000 476f6f64"
told semaphore "values 0 0 1 waits for no. 0" "values 0 0 1 waits for no. 1" \
    "* reader sleeps in semtimedop(2)" 'took "three"'
told ring "semaphore /demo-ring-free value 0" "semaphore /demo-ring-full value 3" \
    "* writer sleeps in futex(2)" "04000000 05000000 03000000" "object without a name mapped by reader"

# --- Broken off -----------------------------------------------------------------------------------

# begin MODE NAME: on a terminal, up to the third step; keys go to descriptor 9
begin() {
    command="'$grader' demo $2"
    [ "$1" = full ] || command="'$refuse' $command"
    rm -f "$scratch/keys"
    mkfifo "$scratch/keys"
    : >"$scratch/screen"
    script -qec "$command" /dev/null <"$scratch/keys" >"$scratch/screen" &
    exec 9>"$scratch/keys"
    for step in 1 2 3; do
        wait_for_step "$step"
        [ "$step" -eq 3 ] || printf ' ' >&9
    done
}
wait_for_step() {
    # shellcheck disable=SC2016
    timeout 60 sh -c 'until [ "$(grep -c "space: next" "$1")" -ge "$2" ]; do sleep 0.02; done' \
        sh "$scratch/screen" "$1"
}
finish() {
    wait || :
    exec 9>&-
}
for mode in full reduced; do
    for name in sysv ring; do
        begin "$mode" "$name"
        expect "$mode: $name: each step waits" test "$(grep -c 'space: next' "$scratch/screen")" -eq 3
        printf '\003' >&9
        finish
        expect "$mode: $name: Ctrl-C leaves nothing" is_clean

        begin "$mode" "$name"
        printf 'a' >&9
        finish
        expect "$mode: $name: 'a' shows all the rest" grep -q "By hand, in two terminals" "$scratch/screen"
        expect "$mode: $name: then nothing is left" is_clean

        for signal in TERM KILL; do
            begin "$mode" "$name"
            pkill "-$signal" -x grader
            finish
            expect "$mode: $name: SIG$signal leaves nothing" is_clean
        done
    done
done

# --- Demos that are none ----------------------------------------------------------------------------

# A workbook with a writer of our own.
mkdir -p "$scratch/root/exercises" "$scratch/root/docs/demos"
cp -r "$here/../../docs/demos/posix" "$scratch/root/docs/demos/"
# play_writer MODE: what is on standard input instead of the writer; its exit status is left in $status
play_writer() {
    cat >"$scratch/root/docs/demos/posix/writer.c"
    status=0
    command=$grader
    [ "$1" = full ] || command="$refuse $grader"
    # shellcheck disable=SC2086
    WORKBOOK_ROOT="$scratch/root" $command demo posix --plain >"$scratch/out" 2>"$scratch/err" || status=$?
    cat "$scratch/err" >>"$scratch/out"
}
for mode in full reduced; do
    play_writer "$mode" <<END
int main(void) { return nothing; }
END
    expect "$mode: a writer that does not compile is status 3" test "$status" -eq 3
    expect "$mode: the grader says so" shows "grader: gcc could not compile the demo's writer.c"
    expect "$mode: and gcc why" shows "undeclared (first use"

    play_writer "$mode" <<END
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
int main(int argc, char **argv)
{
    sem_t never;
    sem_init(&never, 0, 0);
    shm_open(argc > 1 ? argv[1] : "/demo-posix", O_CREAT | O_RDWR, 0600);
    sem_wait(&never);
    puts("cannot be");
}
END
    expect "$mode: a writer that nobody wakes is status 3" test "$status" -eq 3
    expect "$mode: and is told" shows "a program of the demo sleeps, and nobody would wake it"
    expect "$mode: what it made is gone" is_clean

    play_writer "$mode" <<END
#include <stddef.h>
int main(void) { return *(volatile int *)NULL; }
END
    expect "$mode: a crash is a step" shows "(killed by signal 11)"
    expect "$mode: after it the other one plays" shows "start the writer first"
    expect "$mode: all is gone" is_clean
done

# --- By hand --------------------------------------------------------------------------------------

# The lines that a README gives compile the programs, without a warning.
for folder in "$here"/../../docs/demos/*/; do
    name=$(basename "$folder")
    cp -r "$folder" "$scratch/$name"
    sed -n 's/ && .*//; s/^cc /gcc -Werror -Wextra /p' "$folder/README.md" >"$scratch/lines"
    expect "$name: two lines to type" test "$(grep -c . "$scratch/lines")" -eq 2
    expect "$name: they compile" sh -ec "cd '$scratch/$name' && . '$scratch/lines'"
done

# start_writer NAME LINE: in a terminal of its own, as it were; until it has printed LINE
start_writer() {
    cd "$scratch/$1"
    ./writer >said 2>&1 &
    writer=$!
    # shellcheck disable=SC2016
    timeout 60 sh -c 'until grep -q "$1" said; do sleep 0.02; done' sh "$2"
}
reader_passes() {
    ./reader >/dev/null
}
# end_writer: its exit status is left in $status
end_writer() {
    status=0
    wait "$writer" || status=$?
}
while read -r name line; do
    start_writer "$name" "$line"
    expect "$name by hand: the reader finds it all" reader_passes
    case $name in posix | sysv) kill -INT "$writer" ;; esac
    end_writer
    expect "$name by hand: the writer ends well" test "$status" -eq 0
    expect "$name by hand: nothing is left" is_clean

    start_writer "$name" "$line"
    kill -INT "$writer"
    end_writer
    expect "$name by hand: Ctrl-C leaves nothing" is_clean
    status=0
    ./reader >said 2>&1 || status=$?
    expect "$name by hand: a reader without a writer is told" grep -q "start the writer first" said
    expect "$name by hand: and fails" test "$status" -eq 1
done <<END
posix it stays until
sysv it stays until
ready-flag the flag says READY
semaphore wrote "one"
ring put 3
END
cd /

# --- Words ----------------------------------------------------------------------------------------

status=0
"$grader" demo rign >"$scratch/out" 2>&1 || status=$?
expect "an unknown demo is status 2" test "$status" -eq 2
expect "with the nearest name" shows "did you mean 'ring'?"
"$grader" demo >"$scratch/out"
expect "without a name they are listed" shows "semaphore two semaphores"

exit "$((failures > 0))"

#!/bin/sh
# demo.sh GRADER REFUSE IN_TERMINAL AWAIT_ALL: the demos show what they are to show, the same in every run, and leave nothing,
# also when they are broken off: by a key, by a signal, by the death of the grader. With namespaces and
# without.
set -eu

usage="usage: demo.sh GRADER REFUSE IN_TERMINAL AWAIT_ALL"
grader=${1:?$usage}
refuse=${2:?$usage}
in_terminal=${3:?$usage}
await_all=${4:?$usage}
here=$(cd "$(dirname "$0")" && pwd)
skipped=77

if [ "${5-}" != inside ]; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    mkdir "$scratch/queues" "$scratch/tmp"
    if ! "$here/in_room.sh" "$scratch/queues" "$grader" check 1 --solutions --fast --sandbox=require \
        >/dev/null 2>&1; then
        echo "skipped: no sandbox within a sandbox on this machine"
        exit "$skipped"
    fi
    TMPDIR="$scratch/tmp" "$here/in_room.sh" "$scratch/queues" "$0" "$grader" "$refuse" "$in_terminal" \
        "$await_all" inside "$scratch"
    exit
fi
scratch=$6
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
# Everything of the demo is gone. await_all has waited for the last process.
is_clean() {
    if ! alone || state | grep -vq "^/.*:$\|^$"; then
        state
        ps -e -o pid,ppid,args
        return 1
    fi
}

count_processes
resting=$processes

# play MODE NAME: in full or reduced mode, as text
play() {
    if [ "$1" = full ]; then
        "$await_all" "$grader" demo "$2" --plain >"$scratch/out" 2>"$scratch/err"
    else
        "$await_all" "$refuse" "$grader" demo "$2" --plain >"$scratch/out" 2>"$scratch/err"
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

# break_off MODE NAME: on a terminal, up to the third step, and then as standard input says. Each step waits for its key.
break_off() {
    case $2 in
    sysv) second="shmget: made segment" third="shmat: the segment is part" ;;
    ring) second="made the ring: 3 slots" third="put 1 into slot 0" ;;
    esac
    {
        cat <<END
expect space: next
absent $second
keys \x20
expect $second
expect space: next
absent $third
keys \x20
expect $third
expect space: next
END
        cat
    } >"$scratch/keys"
    command=
    [ "$1" = full ] || command=$refuse
    # shellcheck disable=SC2086 # the first word is there or is not
    "$await_all" "$in_terminal" 80x40 $command "$grader" demo "$2" <"$scratch/keys" >"$scratch/screen" || {
        cat "$scratch/screen"
        return 1
    }
}
for mode in full reduced; do
    for name in sysv ring; do
        expect "$mode: $name: Ctrl-C ends it" break_off "$mode" "$name" <<'END'
keys \x03
ends 0
END
        expect "$mode: $name: Ctrl-C leaves nothing" is_clean

        expect "$mode: $name: 'a' shows all the rest" break_off "$mode" "$name" <<'END'
keys a
sent By hand, in two terminals
ends 0
END
        expect "$mode: $name: then nothing is left" is_clean

        expect "$mode: $name: SIGTERM ends it" break_off "$mode" "$name" <<'END'
run kill -TERM "$TERMINAL_PID"
ends 0
END
        expect "$mode: $name: SIGTERM leaves nothing" is_clean

        expect "$mode: $name: SIGKILL ends it" break_off "$mode" "$name" <<'END'
run kill -KILL "$TERMINAL_PID"
ends KILL
END
        expect "$mode: $name: SIGKILL leaves nothing" is_clean
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

# start_writer NAME LINE: in a terminal of its own, as it were; until it has printed LINE. Descriptor 8 stays open:
# a writer whose words nobody reads would be killed.
start_writer() {
    cd "$scratch/$1"
    rm -f said
    mkfifo said
    ./writer >said 2>&1 &
    writer=$!
    exec 8<said
    while read -r words <&8; do
        case $words in *"$2"*) return ;; esac
    done
    return 1
}
reader_passes() {
    ./reader >/dev/null
}
# end_writer: its exit status is left in $status
end_writer() {
    status=0
    wait "$writer" || status=$?
    exec 8<&-
}
while read -r name line; do
    expect "$name by hand: the writer begins" start_writer "$name" "$line"
    expect "$name by hand: the reader finds it all" reader_passes
    case $name in posix | sysv) kill -INT "$writer" ;; esac
    end_writer
    expect "$name by hand: the writer ends well" test "$status" -eq 0
    expect "$name by hand: nothing is left" is_clean

    expect "$name by hand: the writer begins" start_writer "$name" "$line"
    kill -INT "$writer"
    end_writer
    expect "$name by hand: Ctrl-C leaves nothing" is_clean
    status=0
    ./reader >"$scratch/out" 2>&1 || status=$?
    expect "$name by hand: a reader without a writer is told" shows "start the writer first"
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

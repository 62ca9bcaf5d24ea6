#!/bin/sh
# run_bank.sh MODE GRADER EXPECT ROOT REFUSE [KIND/NAME…]: the bank of hostile submissions, one after the other.
#
# MODE is who grades, and on what machine:
#
#     here       the present user
#     user       an ordinary user: as root, one that no account has
#     reduced    the present user on a machine that gives no namespaces (REFUSE, refuse_namespaces.c)
#     reduced-user  an ordinary user there
#     without-landlock  the present user, on a machine with namespaces whose kernel has no Landlock
#
# Without names it is the whole bank. After each case what is on the host must be what was there before:
# System V tables, names in /dev/shm, message queues, the folder of runs, mounts, processes. To see our own alone the bank
# runs in a room, namespaces of its own within which the grader can still make its; where there are
# none the whole host is looked at, and nobody else should be busy on it.
#
# So that there is something to be taken: one object of each kind lies there (a canary), in full mode of the user that
# the submissions run as, and somebody listens at an abstract address.
#
# A case that cannot hold on a machine without namespaces says why in its head, in a sentence ("reduced: REASON", or
# "reduced-user: REASON" where root is an exception). It is not asked there. docs/sandbox.md has the list.
#
# Prints a line for each case (its name, the mode, the result, seconds, what was left) and a summary. Exit status
# 1 when a case failed or something was left, 77 when the mode cannot be had here.
set -eu

usage="usage: run_bank.sh here|user|reduced|reduced-user|without-landlock GRADER EXPECT ROOT REFUSE [KIND/NAME…]"
mode=${1:?$usage}
case $mode in
here | user | reduced | reduced-user | without-landlock) ;;
*)
    echo "$usage" >&2
    exit 2
    ;;
esac
grader=${2:?$usage}
expect=${3:?$usage}
root=${4:?$usage}
refuse=${5:?$usage}
here=$(cd "$(dirname "$0")" && pwd)
skipped=77
ordinary=61234
patience=100 # tenths of a second for processes that are ending

# First call: a room, and the same again inside it.
if [ "${WORKBOOK_BANK_ROOM-}" = "" ]; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    mkdir "$scratch/queues" "$scratch/runs"
    # The folders of runs are entered by users that own nothing.
    chmod 755 "$scratch"
    chmod 1777 "$scratch/runs"
    export WORKBOOK_BANK_SCRATCH="$scratch"
    room="$here/../e2e/in_room.sh"
    if WORKBOOK_BANK_ROOM=try "$room" "$scratch/queues" "$0" "$@" 2>/dev/null; then
        WORKBOOK_BANK_ROOM=room "$room" "$scratch/queues" "$0" "$@"
    else
        echo "no room of its own on this machine: what others leave meanwhile is taken for ours"
        WORKBOOK_BANK_ROOM=none "$0" "$@"
    fi
    exit
fi

scratch=$WORKBOOK_BANK_SCRATCH
as_ordinary() {
    setpriv --reuid="$ordinary" --regid="$ordinary" --clear-groups --inh-caps=-all \
        env -u XDG_RUNTIME_DIR HOME=/ "$@"
}
as_asked() {
    case $mode in
    user) as_ordinary "$@" ;;
    reduced) "$refuse" "$@" ;;
    reduced-user) as_ordinary "$refuse" "$@" ;;
    without-landlock) "$refuse" --landlock-instead "$@" ;;
    *) "$@" ;;
    esac
}
# Who is no root is an ordinary user.
if [ "$(id -u)" -ne 0 ]; then
    case $mode in
    user) mode=here ;;
    reduced-user) mode=reduced ;;
    esac
fi
if [ "$WORKBOOK_BANK_ROOM" = try ]; then
    [ "$mode" != "${mode#reduced}" ] ||
        as_asked "$grader" check 1 --solutions --fast --sandbox=require >/dev/null 2>&1
    exit
fi
shift 5
if ! as_asked test -x "$grader" || ! as_asked test -r "$root/exercises"; then
    echo "skipped: other users may not enter this folder"
    exit "$skipped"
fi
export WORKBOOK_RUN_FOLDER="$scratch/runs"
export TMPDIR="$scratch/cases"
mkdir "$TMPDIR"
chmod 1777 "$TMPDIR"
wanted=full
case $mode in
reduced) wanted=$([ "$(id -u)" -eq 0 ] && echo reduced || echo reduced-user) ;;
reduced-user) wanted=reduced-user ;;
esac

# What the commands of the shell do not start a process for is counted without one.
count_processes() {
    set -- /proc/[0-9]*
    processes=$#
}
host() {
    for table in shm sem msg; do
        sed "1d; s/^/$table /" "/proc/sysvipc/$table"
    done
    # Names may hold any byte.
    find /dev/shm "$scratch/queues" "$scratch/runs" "$TMPDIR" -mindepth 1 2>/dev/null | LC_ALL=C tr -c '[:print:]\n' '?'
    cat /proc/self/mountinfo
}
await_processes() {
    turn=0
    count_processes
    while [ "$processes" -gt "$alone" ] && [ "$turn" -lt "$patience" ]; do
        turn=$((turn + 1))
        sleep 0.1
        count_processes
    done
}
seconds_since() {
    awk -v from="$1" '{ printf "%.1f", $1 - from }' /proc/uptime
}
uptime_now() {
    cut -d' ' -f1 /proc/uptime
}

# Who owns the canaries: where there are no namespaces only another user's are safe, and docs/sandbox.md says so.
submissions=64611 # SPAWN_UNPRIVILEGED_ID
case $mode in
here | without-landlock) keeper=$submissions ;;
user) keeper=$ordinary ;;
*) keeper=0 ;;
esac
[ "$(id -u)" -eq 0 ] || keeper=$(id -u)
# Two banks, each in a room of its own, have the same process ids and one network.
canary_name="workbook-canary-${scratch##*/}"
mkfifo -m 666 "$scratch/canary"
# shellcheck disable=SC2016 # perl's variables
READY="$scratch/canary" perl -MSocket -e '
    my ($user, $name) = @ARGV;
    open(my $ready, ">", $ENV{READY}) or die "$!";
    ($(, $)) = ($user, "$user $user") if $> == 0;
    ($<, $>) = ($user, $user) if $> == 0;
    my ($door, $file);
    socket($door, AF_UNIX, SOCK_STREAM, 0) && bind($door, sockaddr_un("\0$name")) && listen($door, 8) or die "$!";
    defined shmget(0x63616e01, 4096, 01600) && defined semget(0x63616e02, 1, 01600) &&
        defined msgget(0x63616e03, 01600) && open($file, ">", "/dev/shm/$name") or die "$!";
    print $ready "ready\n";
    close $ready;
    sleep' "$keeper" "$canary_name" &
canary=$!
remove_canary() {
    kill "$canary" 2>/dev/null || :
    rm -f "/dev/shm/$canary_name"
    ipcrm -M 0x63616e01 -S 0x63616e02 -Q 0x63616e03 2>/dev/null || :
}
trap remove_canary EXIT
read -r _ <"$scratch/canary"

cases=0
failed=0
forged=0
hung=0
left=0
not_asked=0

# run_one KIND/NAME
run_one() {
    result=held
    begin=$(uptime_now)
    status=0
    as_asked "$here/../e2e/run_case.sh" "$grader" "$expect" "$root" "$here/$1.c" "$wanted" \
        >"$scratch/words" 2>&1 || status=$?
    took=$(seconds_since "$begin")
    cases=$((cases + 1))
    if [ "$status" -eq "$skipped" ]; then
        result="not asked"
        not_asked=$((not_asked + 1))
    elif [ "$status" -ne 0 ]; then
        result=FAILED
        failed=$((failed + 1))
        if grep -q '; it was 0 ' "$scratch/words"; then
            result=FORGED
            forged=$((forged + 1))
        elif grep -Eq '; it was (124|137) ' "$scratch/words"; then
            result=HUNG
            hung=$((hung + 1))
        fi
    fi
    await_processes
    host >"$scratch/after"
    leftover=nothing
    if [ "$processes" -gt "$alone" ] || ! cmp -s "$scratch/before" "$scratch/after"; then
        leftover=$({ diff "$scratch/before" "$scratch/after" || :; } | grep -c '^[<>]' || :)
        leftover="$leftover objects, $((processes - alone)) processes"
        left=$((left + 1))
    fi
    printf '%-44s %-12s %-9s %6s s  left: %s\n' "$1" "$mode" "$result" "$took" "$leftover"
    if [ "$status" -ne 0 ] && [ "$status" -ne "$skipped" ]; then
        sed 's/^/    /' "$scratch/words"
    fi
    if [ "$leftover" != nothing ]; then
        diff "$scratch/before" "$scratch/after" | sed 's/^/    /' | head -n 40 || :
        [ "$processes" -gt "$alone" ] && ps -e -o pid,ppid,user,stat,args | sed 's/^/    /'
        # The next case begins with what is there now.
        host >"$scratch/before"
        alone=$processes
    fi
    return 0
}

if [ $# -eq 0 ]; then
    cd "$here"
    set -- */*.c
fi
start=$(uptime_now)
: >"$scratch/words"
: >"$scratch/after"
host >"$scratch/before"
count_processes
alone=$processes
for case in "$@"; do
    run_one "${case%.c}"
done
echo "$cases cases ($mode) in $(seconds_since "$start") s: $failed failed, $forged of them forged passes and" \
    "$hung hangs; $left left something; $not_asked not asked"
[ "$((failed + left))" -eq 0 ]

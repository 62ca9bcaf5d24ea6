#!/bin/sh
# in_room.sh QUEUES COMMAND [ARGUMENT…]: runs a command where all processes and IPC objects in sight are its own.
#
# A room is a set of namespaces within which the grader can still make its: processes, System V objects, /dev/shm;
# the folder QUEUES shows the POSIX message queues. Not every machine gives one: then the command is not run, or
# finds no sandbox. The room ends with the command, and with whoever started it.
set -eu

usage="usage: in_room.sh QUEUES COMMAND [ARGUMENT…]"
queues=${1:?$usage}
: "${2:?$usage}"
shift

if [ "$(id -u)" -ne 0 ]; then
    exec bwrap --dev-bind / / --unshare-pid --unshare-ipc --proc /proc --perms 1777 --tmpfs /dev/shm \
        --mqueue "$queues" --die-with-parent "$@"
fi
# As root bubblewrap covers parts of /proc, and then nobody inside may mount another.
# shellcheck disable=SC2016
exec setpriv --pdeathsig KILL unshare --mount --pid --ipc --fork --kill-child --mount-proc sh -c '
    mount -t tmpfs -o mode=1777 none /dev/shm
    mount -t mqueue none "$1"
    shift
    exec "$@"' sh "$queues" "$@"

#!/bin/sh
# clean_chroot.sh [--tests] [--keep] [root|sudo|plain|handout]…
#
# Does `./workbook` keep its promise on a fresh machine?
#
# A minimal system of this machine's own release is made by debootstrap (nothing in it but the
# essential packages), the repository is copied into it, and three people start it there:
#   root    as root
#   sudo    as a user who may use sudo without a password
#   plain   as a user who may not: must be told the one line for the administrator with status 3;
#           then root runs exactly that line, and the user starts again
#   handout  as that user, but in an unpacked handout of this repository's build; not by default
# With --tests, each goes on to `./workbook test`. With --keep, the system stays for a look.
#
# By hand only: it needs root, the network, debootstrap, 2 GB in /var/tmp and some minutes. The
# packages come from wherever this machine's apt gets its own. Nothing outside /var/tmp is changed:
# the mounts live in a mount namespace of their own and end with it.
set -eu

usage() {
    echo "usage: clean_chroot.sh [--tests] [--keep] [root|sudo|plain]…" >&2
    exit 2
}

# What we are inside the namespace: see the end of the file.
if [ "${WORKBOOK_CHROOT_INSIDE-}" != yes ]; then
    [ "$(id -u)" -eq 0 ] || { echo "clean_chroot.sh: must be root" >&2; exit 3; }
    command -v debootstrap >/dev/null || { echo "clean_chroot.sh: needs debootstrap" >&2; exit 3; }
    WORKBOOK_CHROOT_INSIDE=yes exec unshare --mount --pid --fork --mount-proc -- "$0" "$@"
fi

repository=$(cd "$(dirname "$0")/../.." && pwd -P)
home="/home/learner"
book="$home/my workbook"
with_tests=no
keep=no
cases=
for word in "$@"; do
    case $word in
    --tests) with_tests=yes ;;
    --keep) keep=yes ;;
    root | sudo | plain | handout) cases="$cases $word" ;;
    *) usage ;;
    esac
done
cases=${cases:-root sudo plain}

scratch=$(mktemp -d /var/tmp/workbook-chroot.XXXXXX)
system="$scratch/system"
failures=0
clean_up() {
    umount -R "$system" 2>/dev/null || true
    if [ "$keep" = yes ]; then
        echo "kept: $scratch"
    else
        rm -rf --one-file-system "$scratch"
    fi
}
trap clean_up EXIT

headline() {
    printf '\n=== %s\n' "$*"
}

# --- The machine ----------------------------------------------------------------------------------

# The first archive that apt knows, as "SITE SUITE".
find_archive() {
    apt-get indextargets --format '$(SITE) $(CODENAME)' 'Created-By: Packages' | head -n 1
}

make_base() {
    # shellcheck disable=SC2046
    set -- $(find_archive)
    headline "a minimal $2 (the log: base.log)"
    debootstrap --variant=minbase "$2" "$scratch/base" "$1" >"$scratch/base.log" 2>&1 || {
        tail -n 20 "$scratch/base.log"
        exit 3
    }
    # This machine's sources and ways to reach them; not its hooks, not its passwords.
    rm -f "$scratch/base/etc/apt/sources.list"
    for part in sources.list sources.list.d; do
        if [ -e "/etc/apt/$part" ]; then
            cp -a "/etc/apt/$part" "$scratch/base/etc/apt/"
        fi
    done
    apt-config dump | grep '^Acquire::' >"$scratch/base/etc/apt/apt.conf.d/00host" || true
    cp -L /etc/resolv.conf /etc/hosts "$scratch/base/etc/"
    chroot "$scratch/base" useradd --create-home --shell /bin/sh learner
}

make_system() {
    umount -R "$system" 2>/dev/null || true
    rm -rf --one-file-system "$system"
    cp -a "$scratch/base" "$system"
    mount --bind "$system" "$system"
    mount -t proc proc "$system/proc"
    mount --rbind /dev "$system/dev"
    mount -t tmpfs -o mode=1777 tmpfs "$system/dev/shm"
    mkdir -p "$system$book"
    tar -C "$repository" --exclude=./build --exclude=./.git -c . | tar -C "$system$book" -x
    chroot "$system" chown -R "${1:-root}" "$book"
}

# enter COMMAND…: with the system as the root of a mount namespace. Not chroot: the kernel refuses
# user namespaces to a process in a chroot, and the sandbox would not be what it is in life.
enter() {
    unshare --mount -- sh -c 'cd "$1" && shift && pivot_root . . && umount -l . && exec "$@"' \
        enter "$system" "$@"
}

in_system() { # USER COMMAND: from the user's home, with the environment of a fresh login
    enter su - "$1" -c "$2"
}

# --- What is expected -----------------------------------------------------------------------------

# expect STATUS TITLE USER COMMAND
expect() {
    status=0
    in_system "$3" "$4" >"$scratch/said" 2>&1 </dev/null || status=$?
    sed 's/^/    | /' "$scratch/said" | tail -n 25
    if [ "$status" = "$1" ]; then
        echo "ok: $2"
    else
        echo "not ok: $2: expected status $1, got $status"
        failures=$((failures + 1))
    fi
}

# The second start of the same command takes how long? The mean of ten, in milliseconds.
measure_start() { # USER
    in_system "$1" "cd '$book' && s=\$(date +%s%N) &&
        for n in 1 2 3 4 5 6 7 8 9 10; do ./workbook --version >/dev/null; done &&
        e=\$(date +%s%N) && echo \"a later start takes \$(( (e - s) / 10000000 )) ms\""
}

prove() { # CASE USER
    expect 0 "$1: the first start" "$2" "'$book/workbook' --version"
    expect 0 "$1: the next start" "$2" "'$book/workbook' --version"
    if [ -s "$scratch/said" ] && grep -q '^workbook: ' "$scratch/said"; then
        echo "not ok: $1: the next start must not set anything up"
        failures=$((failures + 1))
    fi
    expect 0 "$1: the doctor finds nothing amiss" "$2" "'$book/workbook' doctor"
    measure_start "$2" || true
    if [ "$with_tests" = yes ]; then
        expect 0 "$1: the tests" "$2" "'$book/workbook' test"
    fi
}

try_root() {
    make_system root
    prove root root
}

try_sudo() {
    make_system learner
    enter sh -c 'apt-get update && apt-get install -y --no-install-recommends sudo' \
        >"$scratch/sudo.log" 2>&1
    rm -rf "$system/var/lib/apt/lists"/*
    echo 'learner ALL=(ALL) NOPASSWD: ALL' >"$system/etc/sudoers.d/learner"
    prove sudo learner
}

try_plain() {
    make_system learner
    expect 3 "plain: may not install" learner "'$book/workbook' --version"
    line=$(sed -n 's/^ *\(apt-get install .*\)/\1/p' "$scratch/said")
    echo "root types: $line"
    in_system root "apt-get update && apt-get install -y ${line#apt-get install }" \
        >"$scratch/plain.log" 2>&1
    prove plain learner
}

# What students get, where nothing but grading is to be had: no cmake, no libraries' headers.
try_handout() {
    "$repository/build/dev/bin/grader" handout --output "$scratch/handout.tar.gz" >/dev/null
    make_system learner
    rm -rf "${system:?}$book"
    mkdir "$system$book"
    tar -xzf "$scratch/handout.tar.gz" -C "$system$book" --strip-components=1
    chroot "$system" chown -R learner "$book"
    expect 3 "handout: may not install" learner "'$book/workbook' --version"
    line=$(sed -n 's/^ *\(apt-get install .*\)/\1/p' "$scratch/said")
    echo "root types: $line"
    in_system root "apt-get update && apt-get install -y --no-install-recommends ${line#apt-get install }" \
        >"$scratch/handout.log" 2>&1
    with_tests=no prove handout learner
    expect 1 "handout: a stub fails" learner "'$book/workbook' check 1"
    cp "$repository/solutions/01-ftok-keys/ftok_keys.c" "$system$book/exercises/01-ftok-keys/"
    expect 0 "handout: a solution passes" learner "'$book/workbook' check 1"
}

make_base
for case in $cases; do
    headline "$case"
    "try_$case"
done
headline "$failures failures"
[ "$failures" -eq 0 ]

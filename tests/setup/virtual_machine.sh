#!/bin/sh
# virtual_machine.sh [KERNEL-PACKAGE]
#
# Does the sandbox keep its promises on a machine whose control groups are version 2?
#
# A Debian kernel is started in an emulator (qemu, no KVM needed). Its file system is this machine's own, read-only (9p) under a layer in memory, so that
# it holds the built grader and all that this one needs. Version 2 is mounted, a group is delegated to an ordinary user, and
# there, first as root and then as that user,
#   the doctor must say that examinations run in groups which bound memory and number,
#   unit/sandbox's control_group must pass: limits, the kernel's account of them, an end that leaves nothing,
#   submissions that come to the limit of processes, and to that of the memory of all together, must be graded as they are
#   elsewhere (hostile/limits/processes, hostile/process/fork-bomb, e2e/group/many_fill_together). They are compiled outside, and
#   fill a ninth of the memory: both take longer there than their limits.
#
# By hand only: it needs root, the network (apt's) for the kernel, qemu-system-x86, busybox-static and cpio, 1 GB in /var/tmp and
# ten minutes. Nothing outside /var/tmp is changed.
set -eu

repository=$(cd "$(dirname "$0")/../.." && pwd -P)
tests="$repository/build/dev/tests/unit/unit_sandbox"
user=61234
cases="memory processes fork-bomb"

# --- Inside: what is tried ---------------------------------------------------------------------------

delegate() {
    groups=/sys/fs/cgroup
    echo "+memory +pids" >"$groups/cgroup.subtree_control"
    mkdir -p "$groups/session/shell"
    echo "+memory +pids" >"$groups/session/cgroup.subtree_control"
    chown -R "$user" "$groups/session/shell"
    chown "$user" "$groups/session" "$groups/session/cgroup.procs" "$groups/session/cgroup.subtree_control"
    echo 0 >"$groups/session/shell/cgroup.procs"
}

as_user() {
    setpriv --reuid="$user" --regid="$user" --clear-groups --inh-caps=-all "$@"
}

# try WHO COMMAND…: prefixed to each
try() {
    who=$1
    shift
    export HOME="/run/$who" WORKBOOK_STATE="/run/$who"
    mkdir -m 1777 "$HOME"
    "$@" "$repository/build/dev/bin/grader" doctor >/run/words || true
    cat /run/words
    if tr -s ' \n' ' ' </run/words | grep -q 'control group of its own, which bounds memory and number'; then
        echo "ok: $who: the doctor finds groups"
    else
        echo "not ok: $who: the doctor finds no groups"
    fi
    if "$@" "$tests" 'control_group/*'; then
        echo "ok: $who: limits of groups"
    else
        echo "not ok: $who: limits of groups"
    fi
    grade "$who" "$@"
    if find /sys/fs/cgroup -name 'workbook-*' | grep .; then
        echo "not ok: $who: these groups were left"
    fi
}

# An emulated processor does a hundredth of the work: fewer processes and less memory are the limit, and there is more time for them.
# All together may have four times 14 MiB, and 4.
make_small_workbook() {
    cp -R "$repository/exercises" "$repository/solutions" "$1/"
    sed -i 's/wall_ms = [0-9]*/wall_ms = 400000/; s/processes = [0-9]*/processes = 16/
        s/memory_kib = [0-9]*/memory_kib = 14336/; s/shared_kib = [0-9]*/shared_kib = 4096/' \
        "$1/exercises/02-shmget-flags/exercise.cfg"
    sed 's/within: [0-9]*/within: 600/; s/together, 5/together, /; s/of 520 MiB/of 60 MiB/
        s/CHILDREN = 5/CHILDREN = 8/; s/OF_A_CHILD = 115/OF_A_CHILD = 9/' \
        "$repository/tests/e2e/group/many_fill_together.c" >"$1/memory.c"
    for case in limits/processes process/fork-bomb; do
        sed 's/within: [0-9]*/within: 600/; s/64 of 64/16 of 16/' "$repository/tests/hostile/$case.c" >"$1/${case#*/}.c"
    done
}

# compile CASE FOLDER: outside, for the compiler has ten seconds, and takes longer where it is emulated
compile() {
    "$repository/tests/e2e/case_source.sh" "$repository" "$1" >"$2/shmget_flags.c"
    (cd "$2" && gcc -std=c17 -D_GNU_SOURCE -O2 -g -fPIC -w -I "$repository/exercises/02-shmget-flags" \
        -c -o o.o shmget_flags.c && gcc -shared -Wl,-z,now -o o.so o.o -pthread -lrt)
}

# A compiler that has done its work already (the file system is a layer in memory).
put_objects() {
    mkdir -p /usr/lib/workbook-objects
    cp "$1/o.o" "$1/o.so" /usr/lib/workbook-objects/
    cat >/usr/bin/gcc <<'GCC'
#!/bin/sh
case "$*" in
*-dumpfullversion*) echo 12 ;;
*-shared*) cp /usr/lib/workbook-objects/o.so o.so ;;
*" -c "*) cp /usr/lib/workbook-objects/o.o o.o ;;
esac
GCC
}

# grade WHO COMMAND…
grade() {
    built="$repository/build/dev"
    who=$1
    shift
    for case in $cases; do
        put_objects "/small/$case"
        if WORKBOOK_ROOT=/small "$@" "$repository/tests/e2e/run_case.sh" "$built/bin/grader" "$built/tests/e2e/verdict_expect" \
            "$repository" "/small/$case.c" full; then
            echo "ok: $who: $case"
        else
            echo "not ok: $who: $case"
        fi
    done
}

# --- Inside: the first program after the boot ------------------------------------------------------

if [ "${1-}" = inside ]; then
    export PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb LC_ALL=C.UTF-8
    mkdir -m 1777 /run/runs
    export WORKBOOK_RUN_FOLDER=/run/runs
    mount -t securityfs securityfs /sys/kernel/security && cat /sys/kernel/security/lsm && echo
    cd "$repository"
    echo always >/sys/kernel/mm/transparent_hugepage/enabled # a page of 2 MiB is filled at once
    delegate
    try root env
    try user as_user
    echo "virtual machine: done"
    echo o >/proc/sysrq-trigger
    sleep 60
fi

# --- Outside ---------------------------------------------------------------------------------------

fail() {
    echo "virtual_machine.sh: $*" >&2
    exit 3
}
[ "$(id -u)" -eq 0 ] || fail "must be root, to show the machine all files"
for tool in qemu-system-x86_64 busybox cpio; do
    command -v "$tool" >/dev/null || fail "needs $tool: apt-get install qemu-system-x86 busybox-static cpio"
done
[ -x "$tests" ] || fail "needs the built tests: ./workbook test -R unit/sandbox"
package=${1:-$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: //p' | head -n 1)}
[ -n "$package" ] || fail "apt knows no linux-image-amd64: run apt-get update, or name a kernel's package"
scratch=$(mktemp -d /var/tmp/workbook-machine.XXXXXX)
trap 'rm -rf --one-file-system "$scratch"' EXIT
mkdir "$scratch/small"
make_small_workbook "$scratch/small"
for case in $cases; do
    mkdir "$scratch/small/$case"
    compile "$scratch/small/$case.c" "$scratch/small/$case"
done

cd "$scratch"
apt-get download "$package" >/dev/null 2>&1 || fail "cannot download $package"
dpkg-deb -x ./*.deb kernel
modules=$(echo kernel/lib/modules/*)
version=$(basename "$modules")
busybox depmod -b kernel "$version"

# The little system that mounts the large one.
mkdir -p start/bin start/proc start/sys start/dev
cp "$(command -v busybox)" start/bin/
for module in virtio_pci 9pnet_virtio 9p overlay; do
    sed -n "s,^\(kernel/.*/$module\.ko[^:]*\):,\1,p" "$modules/modules.dep"
done | tr ' ' '\n' | sort -u >needed
mkdir -p "start/lib/modules/$version"
(cd "$modules" && cpio -pdm --quiet "$scratch/start/lib/modules/$version") <needed
busybox depmod -b start "$version"
cp -R small start/small
cat >start/init <<'INIT'
#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc
for module in virtio_pci 9pnet_virtio 9p overlay; do modprobe $module; done
mkdir /below /layer /new
mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=524288,cache=loose root /below
mount -t tmpfs -o size=75% layer /layer
mkdir /layer/files /layer/work
mount -t overlay -o lowerdir=/below,upperdir=/layer/files,workdir=/layer/work overlay /new
mount -t proc proc /new/proc
mount -t sysfs sys /new/sys
mount -t devtmpfs dev /new/dev
mkdir -p /new/dev/shm /new/dev/pts
mount -t tmpfs -o mode=1777 shm /new/dev/shm
mount -t devpts pts /new/dev/pts
mount -t tmpfs -o mode=755 run /new/run
cp -R /small /new/small
mount -t cgroup2 -o nsdelegate cgroup2 /new/sys/fs/cgroup
read -r line </proc/cmdline
exec switch_root /new /bin/sh "${line#*script=}" inside
INIT
chmod +x start/init
(cd start && find . | cpio -o -H newc --quiet) | gzip -1 >initrd

timeout 1800 qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m 4096 -nodefaults -no-user-config -display none \
    -no-reboot -serial stdio -kernel "kernel/boot/vmlinuz-$version" -initrd initrd \
    -append "console=ttyS0 quiet panic=-1 script=$repository/tests/setup/virtual_machine.sh" \
    -fsdev local,id=root,path=/,security_model=none,readonly=on,multidevs=remap \
    -device virtio-9p-pci,fsdev=root,mount_tag=root </dev/null | tee said
grep -q "^virtual machine: done" said || fail "the machine did not come to its end"
! grep -q "^not ok" said

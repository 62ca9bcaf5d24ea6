#!/bin/sh
# devcontainer.sh [--keep]
#
# Does the container of .devcontainer/ come up, and is grading in it what it is outside?
#
# It is started by the reference implementation, `devcontainer` of the npm package @devcontainers/cli, as an editor starts
# it. The engine is podman, which needs no service. In the place of the image, which is large and lies in a registry of its own, stands a
# system of the same Debian release with what that image adds to it and matters here: git, sudo, and the user vscode.
#
# By hand only: it needs root, the network, debootstrap, podman, crun, node and that npm package (by npx), 3 GB in /var/tmp and some
# minutes. Nothing outside /var/tmp is changed: the engine's storage lies there too, and the mounts end with their namespace.
set -eu

if [ "${WORKBOOK_CONTAINER_INSIDE-}" != yes ]; then
    [ "$(id -u)" -eq 0 ] || { echo "devcontainer.sh: must be root" >&2; exit 3; }
    for tool in debootstrap podman crun npx; do
        command -v "$tool" >/dev/null || { echo "devcontainer.sh: needs $tool" >&2; exit 3; }
    done
    WORKBOOK_CONTAINER_INSIDE=yes exec unshare --mount -- "$0" "$@"
fi

repository=$(cd "$(dirname "$0")/../.." && pwd -P)
release=bookworm
image=$(sed -n 's/^ *"image": *"\(.*\)",*$/\1/p' "$repository/.devcontainer/devcontainer.json")
scratch=$(mktemp -d /var/tmp/workbook-container.XXXXXX)
book="$scratch/workbook"
failures=0

clean_up() {
    "$scratch/docker" rm --force --all >/dev/null 2>&1 || true
    "$scratch/docker" system reset --force >/dev/null 2>&1 || true
    if [ "${1-}" = --keep ]; then
        echo "kept: $scratch"
    else
        rm -rf --one-file-system "$scratch"
    fi
}
keep=${1-}
trap 'clean_up "$keep"' EXIT

# --- The engine -----------------------------------------------------------------------------------

# podman as an engine that is called docker: then the container gets no user namespace of podman's own, which docker has not either.
write_engine() {
    cat >"$scratch/containers.conf" <<CONF
[containers]
default_ulimits = ["nofile=1024:4096", "nproc=4096:4096"]
netns = "host"
cgroups = "disabled"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
CONF
    cat >"$scratch/docker" <<ENGINE
#!/bin/sh
case \${1-} in
-v | --version)
    echo "Docker version 24.0.0, build 0"
    exit
    ;;
esac
CONTAINERS_CONF="$scratch/containers.conf" exec podman --root "$scratch/storage" --runroot "$scratch/run" --runtime crun "\$@"
ENGINE
    chmod +x "$scratch/docker"
    # crun knows one hierarchy of control groups, and not two at a time.
    if [ "$(stat -f -c %T /sys/fs/cgroup)" != cgroup2fs ]; then
        umount -R /sys/fs/cgroup
        mount -t cgroup2 none /sys/fs/cgroup
    fi
}

make_image() {
    site=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | head -n 1)
    debootstrap --variant=minbase --include=ca-certificates,git,procps,sudo "$release" "$scratch/base" "$site" \
        >"$scratch/base.log" 2>&1 || {
        tail -n 20 "$scratch/base.log"
        exit 3
    }
    chroot "$scratch/base" useradd --create-home --uid 1000 --shell /bin/bash vscode
    echo 'vscode ALL=(root) NOPASSWD: ALL' >"$scratch/base/etc/sudoers.d/vscode"
    rm -rf "$scratch/base/var/lib/apt/lists"/*
    tar -C "$scratch/base" -c . | "$scratch/docker" import \
        --change 'LABEL devcontainer.metadata=[{"remoteUser":"vscode"}]' --change 'ENV LANG=C.UTF-8' - "$image" \
        >"$scratch/import.log" 2>&1
}

# --- What is expected -----------------------------------------------------------------------------

devcontainer() { # COMMAND ARGUMENT…
    command=$1
    shift
    npx --yes @devcontainers/cli "$command" --docker-path "$scratch/docker" --workspace-folder "$book" "$@" </dev/null
}

# expect STATUS WORDS TITLE COMMAND: in the container, in its shell
expect() {
    status=0
    devcontainer exec sh -c "$4" >"$scratch/said" 2>&1 || status=$?
    if [ "$status" = "$1" ] && grep -q -- "$2" "$scratch/said"; then
        echo "ok: $3"
    else
        echo "not ok: $3: status $status"
        sed 's/^/    | /' "$scratch/said" | tail -n 25
        failures=$((failures + 1))
    fi
}

write_engine
make_image
git clone --quiet "$repository" "$book"
chown -R 1000:1000 "$book"
if devcontainer up --update-remote-user-uid-default off >"$scratch/up.log" 2>&1; then
    echo "ok: the container comes up, and its command for after that succeeds"
else
    echo "not ok: the container does not come up"
    tail -n 40 "$scratch/up.log"
    exit 1
fi
expect 0 '^uid=1000(vscode)' "its user is the image's" id
expect 0 'All is well' "the doctor finds nothing amiss" './workbook doctor'
expect 1 'check key-of-file' "a stub fails" './workbook check 1'
expect 0 'Passed: 10 of 10' "a solution passes, in a sandbox that is whole" \
    './workbook check 1 --solutions --sandbox=require'
expect 0 clangd "clangd is there for the editor" 'clangd --version'
echo "$failures failures"
[ "$failures" -eq 0 ]

#!/bin/sh
# The start script, proved on a copy: a tiny repository, and fake tools that write down how they
# were called. Nothing is installed, nobody becomes root, the network is not touched.
#
# The copy lies in a folder with a blank and a bracket in its name throughout: no case of its own.
set -eu

repository=$(cd "$(dirname "$0")/../.." && pwd -P)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
root="$scratch/my [work] book"
bin="$scratch/bin"
calls="$scratch/calls"
failures=0

# tool NAME: a fake command; its body is read from standard input
tool() {
    {
        echo '#!/bin/sh'
        echo "calls='$calls'; bin='$bin'"
        cat
    } >"$bin/$1"
    chmod +x "$bin/$1"
}

# A repository whose one package, "anvil", is installed, and which is not built.
plant() {
    rm -rf "$root" "$bin"
    mkdir -p "$root/grader/setup" "$root/exercises/01-one" "$root/cmake" "$root/tests" "$bin"
    cp "$repository/workbook" "$root/workbook"
    echo '# comment
anvil  cmd:fake-anvil   # to hammer on' >"$root/grader/setup/packages.txt"
    echo 'int x;' >"$root/grader/a.c"
    echo 'int stub;' >"$root/exercises/01-one/one.c"
    touch "$root/CMakeLists.txt" "$root/CMakePresets.json"
    tool fake-anvil </dev/null
    tool id <<'END'
case $1 in -u) echo 1000 ;; *) echo learner ;; esac
END
    tool cmake <<'END'
echo "cmake $*" >>"$calls"
if [ "$1" = --preset ]; then
    mkdir -p build/dev
    touch build/dev/CMakeCache.txt
else
    mkdir -p "$2/bin"
    printf '#!/bin/sh\necho "grader in $PWD:"; for a; do echo "<$a>"; done\nexit 7\n' \
        >"$2/bin/grader"
    chmod +x "$2/bin/grader"
fi
END
    tool ctest <<'END'
echo "ctest $*" >>"$calls"
exit 8
END
    tool sudo <<'END'
echo "sudo $*" >>"$calls"
if [ "$1" = -n ] || [ "$1" = -v ]; then exit 0; fi
exec "$@"
END
    tool apt-get <<'END'
echo "apt-get $*" >>"$calls"
case "$*" in *anvil*) : >"$bin/fake-anvil"; chmod +x "$bin/fake-anvil" ;; esac
END
}

# start ARGS…: runs the script; sets status, said (standard error) and printed (standard output)
start() {
    : >"$calls"
    status=0
    PATH="$bin:/usr/bin:/bin" "$root/workbook" "$@" </dev/null \
        >"$scratch/out" 2>"$scratch/err" || status=$?
    said=$(cat "$scratch/err")
    printed=$(cat "$scratch/out")
}

# ok TITLE CONDITION…: the words after the title are a test expression
ok() {
    title=$1
    shift
    if [ "$@" ]; then
        echo "ok: $title"
    else
        echo "not ok: $title: [ $* ]"
        echo "  status $status; it said: $said"
        sed 's/^/  called: /' "$calls"
        failures=$((failures + 1))
    fi
}

# holds TEXT PART: 1 when TEXT holds PART, else 0
holds() {
    case $1 in
    *"$2"*) echo 1 ;;
    *) echo 0 ;;
    esac
}

called() {
    holds "$(cat "$calls")" "$1"
}

# --- A first start, and the next ones ---
plant
start check 3 'two words' ''
ok "first start: configures and builds" "$(called cmake)" = 1
ok "first start: installs nothing" "$(called apt-get)" = 0
ok "the grader's exit status comes back" "$status" = 7
ok "arguments arrive as they were" "$(holds "$printed" '<check>
<3>
<two words>
<>')" = 1
ok "the grader runs where the learner is" "$(holds "$printed" "grader in $PWD:")" = 1
ok "the set-up is silent on standard output" "$(holds "$printed" workbook:)" = 0
start
ok "second start: no tool runs" "$(cat "$calls")" = ""
ok "second start: nothing is said" "$said" = ""
echo 'int mine;' >"$root/exercises/01-one/one.c"
start
ok "a learner's edit: no build" "$(called cmake)" = 0
echo 'int yy;' >"$root/grader/a.c"
start
ok "a grader's source changed: a build" "$(called cmake)" = 1
touch -d '2001-01-01' "$root/grader/a.c"
start
ok "a source became older (unpacked, restored): a build" "$(called cmake)" = 1
rm "$root/grader/a.c"
start
ok "a source is gone: a build" "$(called cmake)" = 1
mkdir "$root/grader/new" && touch "$root/grader/new/CMakeLists.txt"
start
ok "a new folder: a build" "$(called cmake)" = 1
rm "$root/build/dev/bin/grader"
start
ok "the grader is gone: a build" "$(called cmake)" = 1
mv "$root" "$scratch/moved" && mkdir -p "$root" && rmdir "$root" && cp -a "$scratch/moved" "$root"
rm -rf "$scratch/moved"
start
ok "moved away and back: no build" "$(called cmake)" = 0
cp -a "$root" "$scratch/copy"
status=0
: >"$calls"
PATH="$bin:/usr/bin:/bin" "$scratch/copy/workbook" >"$scratch/out" 2>&1 || status=$?
ok "a copy elsewhere: a build" "$(called cmake)" = 1
ln -s "$root/workbook" "$scratch/link"
status=0
: >"$calls"
PATH="$bin:/usr/bin:/bin" "$scratch/link" >"$scratch/out" 2>&1 || status=$?
ok "called by a symbolic link" "$status-$(called cmake)" = 7-0
(cd "$root" && PATH="$bin:/usr/bin:/bin" sh workbook >"$scratch/out" 2>&1) || status=$?
ok "called as: sh workbook" "$(holds "$(cat "$scratch/out")" 'grader in')" = 1

# --- Tests ---
start test -R 'a b'
ok "test: ctest's exit status" "$status" = 8
ok "test: ctest's arguments" \
    "$(called "--output-on-failure --no-tests=error --parallel $(($(nproc) * 3)) -R a b")" = 1

# --- Packages ---
plant
rm "$bin/fake-anvil"
start
ok "a package is missing: sudo apt-get installs it" \
    "$(called 'sudo env DEBIAN_FRONTEND=noninteractive apt-get -y')" = 1
ok "the lists are not fetched without need" "$(called ' update')" = 0
ok "then it goes on" "$status" = 7

plant
rm "$bin/fake-anvil"
tool id <<'END'
echo 0
END
start
ok "root needs no sudo" "$(called sudo)$(called 'apt-get -y')$status" = 017

plant
rm "$bin/fake-anvil"
tool sudo <<'END'
echo "sudo $*" >>"$calls"
exit 1
END
start
ok "no way to be root: status 3" "$status" = 3
ok "no way to be root: the line to hand on" \
    "$(holds "$said" "apt-get install --no-install-recommends anvil")" = 1
ok "no way to be root: apt-get is not tried" "$(called apt-get)" = 0

plant
rm "$bin/fake-anvil"
tool apt-get <<'END'
echo "apt-get $*" >>"$calls"
case "$*" in
*update*) touch "$bin/updated" ;;
*) [ -e "$bin/updated" ] || { echo "E: Unable to locate package anvil"; exit 100; }
    : >"$bin/fake-anvil"; chmod +x "$bin/fake-anvil" ;;
esac
END
start
ok "old lists: fetched, and tried again" "$(called update)$status" = 17

plant
rm "$bin/fake-anvil"
tool apt-get <<'END'
echo "E: the network is down"
exit 100
END
start
ok "apt-get fails: status 3" "$status" = 3
ok "apt-get fails: its words are shown" "$(holds "$said" "E: the network is down")" = 1

plant
rm "$bin/fake-anvil"
tool apt-get </dev/null
start
ok "installed and still not found: said, status 3" \
    "$(holds "$said" "still cannot find")$status" = 13

plant
echo 'horseshoe  header:no/such.h  # luck
nails  pkg:no-such-module # more' >>"$root/grader/setup/packages.txt"
tool sudo </dev/null
rm "$bin/sudo"
tool sudo <<'END'
exit 1
END
start
ok "headers and modules are probed" "$(holds "$said" "recommends horseshoe nails")" = 1
echo 'odd what:ever' >>"$root/grader/setup/packages.txt"
start
ok "a probe of no known kind: said, status 3" "$(holds "$said" "no probe that I know")$status" = 13

# --- What only tests need ---
plant
echo 'lute  cmd:fake-lute  tests  # to sing' >>"$root/grader/setup/packages.txt"
tool apt-get <<'END'
echo "apt-get $*" >>"$calls"
exit 100
END
start
ok "for tests only: nobody else needs it" "$(called apt-get)$status" = 07
start test
ok "for tests only: it is tried to be had" "$(called 'install --no-install-recommends lute')" = 1
ok "for tests only: that is said" "$(holds "$said" 'without lute some tests are skipped')" = 1
ok "for tests only: and the tests run" "$(called ctest)$status" = 18
start test
ok "for tests only: it is tried once" "$(called apt-get)" = 0

# --- Builds that fail ---
plant
tool cmake <<'END'
echo "cmake $*" >>"$calls"
[ "$1" = --preset ] || { echo "a.c:1: error: no"; exit 1; }
END
start
ok "a failed build: status 3" "$status" = 3
ok "a failed build: the log's end is shown" "$(holds "$said" "a.c:1: error: no")" = 1
start
ok "a failed build is tried again" "$(called 'cmake --build')" = 1

plant
tool cmake <<'END'
echo "cmake $*" >>"$calls"
echo "cmake: the cache is of another place"
exit 1
END
mkdir -p "$root/build/dev" && touch "$root/build/dev/CMakeCache.txt"
start
ok "configuring fails: one fresh start" "$(grep -c preset "$calls")" = 2
ok "configuring fails: the old cache is gone" ! -e "$root/build/dev/CMakeCache.txt"
ok "configuring fails: status 3" "$status" = 3

# --- A folder that cannot be written (permissions mean nothing to root) ---
if [ "$(/usr/bin/id -u)" -ne 0 ]; then
    plant
    chmod a-w "$root"
    start
    ok "read-only: said, status 3" "$(holds "$said" "may not write there")$status" = 13
    chmod u+w "$root"
    start
    chmod -R a-w "$root"
    start
    ok "read-only but built: starts" "$status$said" = 7
    chmod -R u+w "$root"
fi

# Somebody else's set-up, of whom the folders can be written and the files cannot: for root folders in their place say so.
for file in setup.lock setup.log; do
    plant
    mkdir -p "$root/build/dev" "$root/build/$file"
    start
    ok "$file cannot be written: said, status 3" "$(holds "$said" "may not write there")$status" = 13
done

# --- A handout: nothing to build, and nothing to build it from ---
plant
rm -r "$root/CMakeLists.txt" "$root/CMakePresets.json" "$root/cmake" "$root/tests" "$root/grader/a.c"
mkdir "$root/grader/bin"
# shellcheck disable=SC2016
printf '#!/bin/sh\necho "handed out:"; for a; do echo "<$a>"; done\nexit 6\n' >"$root/grader/bin/grader"
chmod +x "$root/grader/bin/grader"
echo 'hammer  lib:libc.so.6   # to have' >>"$root/grader/setup/packages.txt"
start check 'two words'
ok "a handout: its grader is started" "$(holds "$printed" 'handed out:
<check>
<two words>')" = 1
ok "a handout: with its exit status" "$status" = 6
ok "a handout: no tool runs" "$(cat "$calls")" = ""
ok "a handout: nothing is written" ! -e "$root/build"
rm "$bin/fake-anvil"
start
ok "a handout: a missing package is installed" "$(called 'install --no-install-recommends anvil')" = 1
ok "a handout: and nothing is built" "$(called cmake)" = 0
ok "a handout: then it starts" "$status" = 6
echo 'nail  lib:libnone.so.3   # to have' >>"$root/grader/setup/packages.txt"
start
ok "a handout: a library that does not come is told" "$(holds "$said" 'cannot find what these packages should bring: nail')" = 1
ok "a handout: with status 3" "$status" = 3
sed -i '/libnone/d' "$root/grader/setup/packages.txt"
start test
ok "a handout: has no tests" "$(holds "$said" 'a handout has no tests of its own')" = 1
ok "a handout: which is status 3" "$status" = 3

# --- Two at once ---
plant
tool cmake <<'END'
echo "cmake $*" >>"$calls"
[ ! -e "$bin/building" ] || echo OVERLAP >>"$calls"
: >"$bin/building"
sleep 0.2
if [ "$1" != --preset ]; then
    mkdir -p "$2/bin"
    printf '#!/bin/sh\nexit 7\n' >"$2/bin/grader"
    chmod +x "$2/bin/grader"
fi
rm "$bin/building"
END
: >"$calls"
for n in 1 2 3; do
    PATH="$bin:/usr/bin:/bin" "$root/workbook" >"$scratch/out.$n" 2>&1 &
done
wait
ok "three at once: one build, no overlap" \
    "$(grep -c -- --build "$calls")$(called OVERLAP)" = 10

[ "$failures" -eq 0 ]

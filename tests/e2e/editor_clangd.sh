#!/bin/sh
# editor_clangd.sh ROOT: in clangd's eyes a fresh clone, where nothing is built yet, has nothing to complain
# about in what learners open; nor has this tree. Skipped without clangd.
set -eu

root=${1:?usage: editor_clangd.sh ROOT}
command -v clangd >/dev/null || {
    echo "skipped: clangd is not here"
    exit 77
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

# opens FOLDER FILE: without a single diagnostic. (The tests of clangd's own refactorings take
# minutes; which lines they are tried on can be limited.)
opens() {
    status=0
    (cd "$1" && clangd --check="$2" --check-lines=1 --log=info) >"$scratch/log" 2>&1 || status=$?
    if [ "$status" -ne 0 ] || grep -E '^E\[.*\] \[.*\] Line' "$scratch/log"; then
        echo "not ok: $2 in $1 (status $status)"
        grep '^E' "$scratch/log" || :
        failures=$((failures + 1))
    else
        echo "ok: $2"
    fi
}

clone="$scratch/clone"
mkdir -p "$clone/docs"
cp -r "$root/.clangd" "$root/compile_flags.txt" "$root/exercises" "$root/solutions" "$clone/"
cp -r "$root/docs/demos" "$clone/docs/"
for stub in "$root"/tests/exercises/*/stub/*.c; do
    folder=${stub%/stub/*}
    cp "$stub" "$clone/exercises/${folder##*/}/"
done
cd "$clone"
for file in exercises/*/*.[ch] docs/demos/*/reader.c; do
    opens "$clone" "$file"
done
# Built as ./workbook does, which another preset's tree need not be: compile_commands.json knows other files with similar
# names, and must not be asked.
if [ -f "$root/build/dev/compile_commands.json" ]; then
    opens "$root" solutions/03-attach-detach/attach_detach.c
fi
[ "$failures" -eq 0 ]

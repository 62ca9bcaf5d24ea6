#!/bin/sh
# compile_promises.sh CC ROOT NN-name: does every source of the exercise compile as promised?
#
# The header by itself, the stub as it was handed out (what is in exercises/ is the learner's by now),
# the model solution and every alternative compile with the flags of the contract and without a warning. A mutant is a wrong answer, not a broken file: it must compile
# too, with whatever warnings (the warning may be the lesson).
set -eu

cc=${1:?usage: compile_promises.sh CC ROOT NN-name}
root=${2:?usage: compile_promises.sh CC ROOT NN-name}
name=${3:?usage: compile_promises.sh CC ROOT NN-name}

stem=$(echo "${name#[0-9][0-9]-}" | tr - _)
given="$root/tests/exercises/$name/stub" # what is in exercises/ is the learner's
stub="$given/$stem.c"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0
compiled=0

# compile FILE FLAG…
compile() {
    file=$1
    shift
    if "$cc" -std=c17 -D_GNU_SOURCE -I"$given" "$@" -c "$file" -o "$scratch/out.o"; then
        compiled=$((compiled + 1))
    else
        echo "not ok: $file"
        failures=$((failures + 1))
    fi
}

for file in "$given/$stem.h" "$stub" "$root/solutions/$name/$stem.c"; do
    if [ ! -f "$file" ]; then
        echo "not ok: $file is missing"
        failures=$((failures + 1))
    fi
done

# -O2: several of gcc's warnings appear only when it optimises.
echo "#include \"$stem.h\"" >"$scratch/header.c"
compile "$scratch/header.c" -O2 -Wall -Wextra -Werror
for file in "$stub" "$root/solutions/$name/$stem.c" \
    "$root/tests/exercises/$name/alternatives"/*.c; do
    if [ -f "$file" ]; then
        compile "$file" -O2 -Wall -Wextra -Werror
    fi
done
for file in "$root/tests/exercises/$name/mutants"/*.c; do
    if [ -f "$file" ]; then
        compile "$file" -w -fsyntax-only
    fi
done

echo "$name: $compiled sources compile, $failures do not"
[ "$failures" -eq 0 ]

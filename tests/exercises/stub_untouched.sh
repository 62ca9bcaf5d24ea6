#!/bin/sh
# stub_untouched.sh ROOT NN-name: is exercises/NN-name/STEM.c still the stub that was handed out?
#
# The copy in tests/exercises/NN-name/stub/ is what the selftest grades, for the file in exercises/ is
# the learner's: once it was edited, nothing can be said about it here (status 77: skipped). In a fresh
# checkout a difference means that an author changed the one and not the other.
set -eu

root=${1:?usage: stub_untouched.sh ROOT NN-name}
name=${2:?usage: stub_untouched.sh ROOT NN-name}
stem=$(echo "${name#[0-9][0-9]-}" | tr - _)
pristine="$root/tests/exercises/$name/stub/$stem.c"
own="$root/exercises/$name/$stem.c"

if [ ! -f "$pristine" ]; then
    echo "not ok: $pristine is missing"
    exit 1
fi
if cmp -s "$pristine" "$own"; then
    echo "ok: $own is the stub"
    exit 0
fi
echo "skipped: $own is not the stub any more. If you are writing the exercise and not doing it:"
echo "    cp '$own' '$pristine'"
exit 77

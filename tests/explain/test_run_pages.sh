#!/bin/sh
# test_run_pages.sh CC: does run_pages.sh refuse what it should, and only that? Each case is a tiny
# workbook with one page.
set -eu

cc=${1:?usage: test_run_pages.sh CC}
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/e2e/expect_status.sh
. "$here/../e2e/expect_status.sh"
explain="$scratch/exercises/01-one/explain"

# A page that says the truth.
plant() {
    rm -rf "$explain"
    mkdir -p "$explain"
    printf '%s\n' '#include <stdio.h>' 'int main(void)' '{' '    puts("one");' '    puts("two");' \
        '    return 0;' '}' >"$explain/begins.c"
    printf '%s\n' '# It begins.' '' '## Why' '' '    three' '' '## Try' '' 'Twice:' '' \
        '    cd exercises/01-one/explain' '    gcc -std=c17 begins.c' '    ./a.out' '' \
        '## It prints' '' '    one' '    two' >"$explain/begins.md"
}

try() {
    "$here/run_pages.sh" "$cc" "$scratch" 01-one
}

plant
expect 0 "a page that says the truth" "1 pages run, 0 failures"
sed -i 's/^    two/    too/' "$explain/begins.md"
expect 1 "a stale page" "< too"
plant
echo '    three' >>"$explain/begins.md"
expect 1 "a line that is not printed" "< three"
plant
sed -i 's/return 0/return 1/' "$explain/begins.c"
expect 1 "a program that fails" "the commands of exercises/01-one/explain/begins.md end well"
plant
sed -i 's/puts("two");/int unused; puts("two");/' "$explain/begins.c"
expect 1 "a warning" "unused variable"
plant
sed -i 's/gcc.*/true/' "$explain/begins.md"
expect 1 "a program that no page names" "begins.c is named by a page"
plant
sed -i "s/puts(\"two\");/puts(\"two\"); \/* $(printf '%080d' 0) *\//" "$explain/begins.c"
expect 1 "a line too wide for a terminal" "columns"

bwrap --dev-bind / / --unshare-ipc --unshare-pid --proc /proc --perms 1777 --tmpfs /dev/shm \
    true 2>/dev/null || {
    echo "no namespaces here: that a program leaves nothing behind cannot be seen"
    [ "$failures" -eq 0 ]
    exit
}
plant
sed -i '1i #include <sys/shm.h>' "$explain/begins.c"
sed -i 's/puts("two");/puts("two"); shmget(IPC_PRIVATE, 1, 0600);/' "$explain/begins.c"
expect 1 "a segment left behind" "leaves nothing behind"
plant
sed -i '1i #include <fcntl.h>' "$explain/begins.c"
sed -i '1i #include <sys/mman.h>' "$explain/begins.c"
sed -i 's/puts("two");/puts("two"); shm_open("\/left", O_CREAT | O_RDWR, 0600);/' \
    "$explain/begins.c"
expect 1 "an object left behind" "left"

[ "$failures" -eq 0 ]

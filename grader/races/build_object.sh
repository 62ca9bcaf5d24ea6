#!/bin/sh
# build_object.sh CHECKER HEADER SOURCE OBJECT [FLAG...]: a shared object that CHECKER can explore.
#
# The source is compiled as it is. Then its calls to the C library are renamed: NAME becomes
# model_NAME when the checker defines that, and otherwise a stub that says which function is not
# modelled, should it ever be called.
set -eu

checker=$1 header=$2 source=$3 object=$4
shift 4
part=${object%.so}

gcc -std=c17 -D_GNU_SOURCE -w -O0 "$@" -g -pipe -fPIC -fno-builtin -fno-stack-protector \
    -U_FORTIFY_SOURCE -fsanitize=thread --param tsan-distinguish-volatile=1 \
    -include "$header" -c -o "$part.o" "$source"

# ThreadSanitizer's entry points and names of the checker stay; data of the C library cannot be a
# function's stub. (No awk: where it is a link to /etc/alternatives the sandbox has none.)
export LC_ALL=C
kept='^(__tsan_.*|races_.*|_GLOBAL_OFFSET_TABLE_|stdin|stdout|stderr|environ)$'
nm -u "$part.o" | sed -n 's/^ *U //p' | grep -vE "$kept" | sort > "$part.wanted" || true
nm -D --defined-only "$checker" | sed -n 's/.* T model_//p' | sort > "$part.modelled"
comm -12 "$part.wanted" "$part.modelled" | sed 's/.*/& model_&/' > "$part.map"
comm -23 "$part.wanted" "$part.modelled" > "$part.others"
sed 's/.*/& unmodelled_&/' "$part.others" >> "$part.map"
objcopy --redefine-syms="$part.map" "$part.o"

stubs=
if [ -s "$part.others" ]; then
    {
        echo '_Noreturn void races_unmodelled(const char *);'
        sed 's/.*/void unmodelled_&(void) { races_unmodelled("&"); }/' "$part.others"
    } > "$part.stubs.c"
    gcc -w -fPIC -fno-stack-protector -c -o "$part.stubs.o" "$part.stubs.c"
    stubs=$part.stubs.o
fi
# shellcheck disable=SC2086 # no stubs: no word
gcc -shared -nostdlib -o "$object" "$part.o" $stubs -Wl,-z,now -Wl,-Bsymbolic

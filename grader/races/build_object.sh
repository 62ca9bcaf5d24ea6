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

# ThreadSanitizer's entry points and names of the checker stay; data of the C library cannot be a function's stub.
{
    nm -D --defined-only "$checker"
    echo =
    nm -u "$part.o"
} | awk -v map="$part.map" -v stubs="$part.stubs.c" '
    $0 == "=" { wanted = 1; next }
    !wanted && $2 == "T" && sub(/^model_/, "", $3) { modelled[$3] = 1; next }
    !wanted || $2 ~ /^(__tsan_|races_|_GLOBAL_OFFSET_TABLE_$|stdin$|stdout$|stderr$|environ$)/ { next }
    $2 in modelled { print $2, "model_" $2 > map; next }
    {
        print $2, "unmodelled_" $2 > map
        print "_Noreturn void races_unmodelled(const char *);" > stubs
        print "void unmodelled_" $2 "(void) { races_unmodelled(\"" $2 "\"); }" > stubs
    }'

if [ -e "$part.map" ]; then
    objcopy --redefine-syms="$part.map" "$part.o"
fi
stubs=
if [ -e "$part.stubs.c" ]; then
    gcc -w -fPIC -fno-stack-protector -c -o "$part.stubs.o" "$part.stubs.c"
    stubs=$part.stubs.o
fi
# shellcheck disable=SC2086 # no stubs: no word
gcc -shared -nostdlib -o "$object" "$part.o" $stubs -Wl,-z,now -Wl,-Bsymbolic

#!/bin/sh
# build_object.sh CHECKER HEADER SOURCE OBJECT [FLAG...]: a shared object that CHECKER can explore.
#
# Exit status 20: it has what the sanitizer does not reach, and so nothing can be said about it.
#
# The source is compiled as it is. Then its calls to the C library are renamed: NAME becomes
# model_NAME when the checker defines that, and otherwise a stub that says which function is not
# modelled, should it ever be called.
set -eu

checker=$1 header=$2 source=$3 object=$4
shift 4
part=${object%.so}

# Assembly. (A function that an attribute takes from the sanitizer has been refused by the build, stage/build.c.)
# Only a source with the word, or with what it could be put together from, goes through the preprocessor. Assembly
# without operands that is empty, a barrier for the compiler alone, or says that somebody waits, touches nothing: it
# is passed over.
space='[[:space:]]*'
idle="(__asm__|__asm|asm)$space(__volatile__|__volatile|volatile)?$space\\($space\"(pause|yield|nop|rep; ?nop)?\""
idle="$idle$space((:$space){2,3}\"memory\"$space)?\\)"
unseen='^(asm|__asm|__asm__)$'
its_lines="/^# /{h;d;};x;\\|\"$source\"|{x;s/$idle//g;s/\"[^\"]*\"//g;p;d;};x"
if grep -Eq 'asm|##|%:|[?][?]|\\$' "$source" &&
    gcc -std=c17 -D_GNU_SOURCE -w -E "$@" -idirafter . -include "$header" "$source" | sed -nE "$its_lines" |
    grep -Eo '[A-Za-z_][A-Za-z_0-9]*' | grep -Eq "$unseen"; then
    exit 20
fi

# The source sees the macros that it sees where it is built to be run (stage/build.c), so that it cannot be another
# program here than there. Without optimisation _FORTIFY_SOURCE leaves calls behind that are never made: they are
# no errors.
gcc -std=c17 -D_GNU_SOURCE -w -O0 "$@" -g -pipe -fPIC -fno-builtin -fno-stack-protector \
    -D__OPTIMIZE__=1 -U__NO_INLINE__ -D_FORTIFY_SOURCE=2 '-D__error__(words)=' \
    -U__SANITIZE_THREAD__ -fsanitize=thread --param tsan-distinguish-volatile=1 \
    -idirafter . -include "$header" -c -o "$part.o" "$source"

# ThreadSanitizer's entry points stay; data of the C library cannot be a function's stub. The checker's own names
# stay for programs of ours alone, which say so in RACES_OWN. (No awk: where it is a link to /etc/alternatives
# the sandbox has none.)
export LC_ALL=C
kept='^(__tsan_.*|'"${RACES_OWN+races_.*|}"'_GLOBAL_OFFSET_TABLE_|stdin|stdout|stderr|environ)$'
nm -u "$part.o" | sed -n 's/^ *[Uvw] //p' | grep -vE "$kept" | sort > "$part.wanted" || true
nm -D --defined-only "$checker" | sed -n 's/.* T model_//p' | sort > "$part.modelled"
# What _FORTIFY_SOURCE makes of memcpy and its like takes one argument more, the last, which a model need not read.
comm -12 "$part.wanted" "$part.modelled" | sed 's/.*/& model_&/' > "$part.map"
comm -23 "$part.wanted" "$part.modelled" > "$part.unmapped"
while read -r name; do
    plain=${name#__}
    plain=${plain%_chk}
    case $name in
    __mem*_chk | __st[pr]*_chk | __explicit_bzero_chk | __poll_chk | __ppoll_chk) ;;
    *) plain= ;;
    esac
    if grep -qx "${plain:--}" "$part.modelled"; then
        echo "$name model_$plain" >> "$part.map"
    else
        echo "$name"
    fi
done < "$part.unmapped" > "$part.others"
sed 's/.*/& unmodelled_&/' "$part.others" >> "$part.map"
objcopy --redefine-syms="$part.map" "$part.o"

stubs=
if [ -s "$part.others" ]; then
    {
        echo '_Noreturn void races_unmodelled(const char *);'
        sed 's/.*/void unmodelled_&(void) { races_unmodelled("&"); }/
            s/"__\([a-z_]*\)_\(chk\|2\)"/"\1"/' "$part.others"
    } > "$part.stubs.c"
    gcc -w -fPIC -fno-stack-protector -c -o "$part.stubs.o" "$part.stubs.c"
    stubs=$part.stubs.o
fi
# shellcheck disable=SC2086 # no stubs: no word
gcc -shared -nostdlib -o "$object" "$part.o" $stubs -Wl,-z,now -Wl,-Bsymbolic

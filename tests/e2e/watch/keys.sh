#!/bin/sh
# keys.sh GRADER ROOT IN_TERMINAL: the keys of grader watch, sizes of the window, terminals of other kinds.
set -eu
# shellcheck source=tests/e2e/watch/prepare.sh
. "$(dirname "$0")/prepare.sh"

begin_again
play "hints, list, help, moving about, running again, reset" 80x24 "$grader" watch 1 --fast <<'SCRIPT'
expect 16 checks failed
keys h
expect Hint 1 of 3
absent Hint 2 of 3
keys h
expect Hint 2 of 3
keys \e
expect makes the key that ftok gives
keys ?
expect check all exercises
keys l
expect > ✗ 01-ftok-keys
keys \eOB\n
expect 02-shmget-flags  Create
expect checks failed
keys n
expect 03-attach-detach
keys p
expect 02-shmget-flags
keys p
expect 01-ftok-keys
keys p
expect This is the first exercise
keys 7
expect 07-ring-buffer
keys 1
expect 16 checks failed
run sed -i 's/make_key(/make_a_key(/' "$KEYS/ftok_keys.c"
expect It was not built
keys r
expect It was not built
keys x
expect Put the stub back into ftok_keys.c? y or n
keys n
expect Nothing was changed
keys xy
expect 16 checks failed
run cmp "$KEYS/ftok_keys.c" "$STUBS/01-ftok-keys/stub/ftok_keys.c"
keys c
expect Checking all
expect 0 of 7 passed; Enter goes to 01-ftok-keys
keys q
ends 0
SCRIPT

begin_again
play "the window gets smaller, too small, and large again" 80x24 "$grader" watch 1 --fast <<'SCRIPT'
expect 16 checks failed
expect x reset
resize 60x12
expect more lines below
resize 40x12
expect gives a hint
gone x reset
expect 16 checks failed
resize 30x8
expect This window is 30x8
expect needs 40x10
resize 120x40
expect x reset
expect We did
gone more lines below
resize 80x24
expect We did
keys q
ends 0
SCRIPT

begin_again
export NO_COLOR=1
play "without colour" 80x24 "$grader" watch 1 --fast <<'SCRIPT'
expect 16 checks failed
unsent \e[31m
keys q
ends 0
SCRIPT
unset NO_COLOR
export TERM=vt100 LC_ALL=C
play "on a vt100, in ASCII" 80x24 "$grader" watch 1 --fast <<'SCRIPT'
expect + build  x behaviour 0/16
expect 16 checks failed
unsent \e[31m
unsent \xe2
keys q
ends 0
SCRIPT
export TERM=dumb
play "on a dumb terminal, line by line" 80x24 "$grader" watch 1 --fast <<'SCRIPT'
expect type a letter and Enter
expect 16 checks failed
unsent \e
keys q\n
ends 0
SCRIPT
export TERM=xterm-256color LC_ALL=C.UTF-8

cat >"$scratch/editor" <<'EOF2'
#!/bin/sh
printf '%s\n' "$@" >"$SCRATCH/opened"
EOF2
chmod +x "$scratch/editor"
play "the editor opens the failing line; one that fails is told" \
    80x24 "$grader" watch 1 --fast --edit-cmd "$scratch/editor --at %f:%l" <<'SCRIPT'
expect o opens line 8
keys o
expect Opened ftok_keys.c at line 8
until grep -q "/01-ftok-keys/ftok_keys.c:8" "$SCRATCH/opened"
run mv "$SCRATCH/editor" "$SCRATCH/editor.away"
keys o
expect cannot start
run printf '#!/bin/sh\nexit 4\n' >"$SCRATCH/editor" && chmod +x "$SCRATCH/editor"
keys o
expect the editor ended with status 4
keys q
ends 0
SCRIPT
play "without an editor it says how to name one" 80x24 "$grader" watch 1 --fast <<'SCRIPT'
expect o opens line 8
keys o
expect --edit-cmd 'code -g %f:%l'
keys q
ends 0
SCRIPT
export TERM_PROGRAM=vscode
play "the place is a link where that is safe, and the screen is the same" 80x24 "$grader" watch 1 --fast <<'SCRIPT'
expect o opens line 8
sent ftok_keys.c:8\e[m\e]8;;\e\\
expect ftok_keys.c:8, in make_key
keys ?
expect this page
absent ftok_keys.c:8
keys q
ends 0
modes
SCRIPT
[ "$failures" -eq 0 ]

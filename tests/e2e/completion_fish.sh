#!/bin/sh
# completion_fish.sh GRADER: what fish makes of a Tab. Skipped without fish.
set -eu

grader=${1:?usage: completion_fish.sh GRADER}
command -v fish >/dev/null || {
    echo "skipped: fish is not here"
    exit 77
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME="$scratch" XDG_CONFIG_HOME="$scratch" XDG_DATA_HOME="$scratch"
"$grader" completion fish >"$scratch/grader.fish"
fish --no-execute "$scratch/grader.fish"
PATH="$(dirname "$grader"):$PATH"
ask() {
    fish --no-config -c "source '$scratch/grader.fish'; cd '$scratch'; complete -C '$1'" | cut -f1
}
expect() { # LINE CANDIDATES
    offered=$(ask "$1" | tr '\n' ' ')
    if [ "$offered" != "$2 " ]; then
        echo "not ok: $1 -> '$offered' and not '$2'"
        exit 1
    fi
    echo "ok: $1 -> $2"
}
expect "grader sel" "selftest"
expect "grader check 03" "03-attach-detach"
expect "grader check --color=al" "--color=always"
expect "grader check --color al" "always"

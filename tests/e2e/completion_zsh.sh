#!/bin/sh
# completion_zsh.sh GRADER: zsh reads the script, and gets the candidates out of it. Skipped without zsh.
set -eu

grader=${1:?usage: completion_zsh.sh GRADER}
command -v zsh >/dev/null || {
    echo "skipped: zsh is not here"
    exit 77
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$grader" completion zsh >"$scratch/_grader"
zsh -n "$scratch/_grader"

# The function with zsh's own helpers replaced by ones that show what they are given.
# shellcheck disable=SC2016
GRADER=$grader zsh -f -c '
    compdef() { : }
    _describe() { print -l -- "${(@P)4}" }
    _files() { print files }
    source "$1"
    ask() { words=("$@") CURRENT=$#; _grader }
    ask "$GRADER" sel
    ask "$GRADER" check --color=al
    ask "$GRADER" check --dir so
    ' zsh "$scratch/_grader" >"$scratch/out"
cat >"$scratch/wanted" <<END
selftest:does the workbook keep its promises about itself?
--color=always:
files
END
diff "$scratch/wanted" "$scratch/out"

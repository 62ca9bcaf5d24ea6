# Completion of `grader` and `./workbook` for bash: eval "$(./workbook completion bash)"
#
# The grader itself says what fits; this hands it the words.

# Sets `grader` to the program to ask. ./workbook is never started for a Tab: it might build.
_grader_find() {
    grader=${1/#\~/$HOME}
    if [[ ${grader##*/} == workbook ]]; then
        [[ $grader == */* ]] || grader=$(type -P -- "$grader")
        grader=$(readlink -f -- "$grader")
        grader=${grader%/*}/build/dev/bin/grader
    fi
}

_grader() {
    local grader candidate
    COMPREPLY=()
    _grader_find "$1"
    while IFS=$'\t' read -r candidate _; do
        COMPREPLY+=("$candidate")
    done < <("$grader" completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    if [[ ${1##*/} == workbook && $COMP_CWORD -eq 1 && test == "$2"* ]]; then
        COMPREPLY+=(test)
    fi
}

# Where the grader knows nothing, a file may be meant.
complete -o default -F _grader grader workbook

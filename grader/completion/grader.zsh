#compdef grader workbook
# Completion of `grader` and `./workbook` for zsh: eval "$(./workbook completion zsh)", or this file
# as _grader in a folder of $fpath.
#
# The grader itself says what fits; this hands it the words.

_grader() {
    local grader=${~words[1]} line
    local -a candidates
    # ./workbook is never started for a Tab: it might build.
    if [[ ${grader:t} == workbook ]]; then
        [[ $grader == */* ]] || grader=${commands[$grader]}
        grader=${grader:A:h}/build/dev/bin/grader
        (( CURRENT == 2 )) && candidates+=('test:every test of the workbook itself')
    fi
    for line in ${(f)"$("$grader" completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)"}; do
        # candidate, tab, description: _describe wants a colon between them, and none in the first.
        candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done
    if (( ${#candidates} )); then
        _describe -t words 'grader' candidates
    else
        _files
    fi
}

if [[ $funcstack[1] == _grader ]]; then
    _grader "$@"
else
    compdef _grader grader workbook
fi

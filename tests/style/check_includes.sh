#!/bin/sh
# check_includes.sh GRADER_DIR: do the #include lines of grader/ respect the design?
#
# Four rules, one line of output for each breach, exit status 1 when there is any:
#   1. A folder includes only itself and the folders that its row below names, so that dependencies
#      run one way.
#   2. A header in quotes is written "part/name.h" and exists.
#   3. A foreign library's header is included by its owner alone.
#   4. Namespaces are made, and confinement is put on, in sandbox alone. (To enter a namespace with
#      setns is allowed: the trusted side looks into a sandbox's, which gives nobody anything.)
set -eu

cd "${1:?usage: check_includes.sh GRADER_DIR}"

# base <- model <- {sandbox, gradebook, report}; sandbox <- stage <- grade <- batch <- cli <- main;
# database <- {gradebook, progress}: what is kept in SQLite; report <- progress <- cli.
# report <- gradebook: for the JSON of an export.
# report <- selftest <- cli: a selftest is handed the function that grades. main knows grade, to hand
# that function to cli.
# What runs beside a test or a learner's code (examiner, driver, proctor) stays small: it knows base
# and the protocol that they speak, and nothing of verdicts or manifests. Driver and proctor confine the student's
# processes with what sandbox has for it.
directions='
base       base
remains    remains base
protocol   protocol base
tokens     tokens base
similarity similarity tokens base
model      model base
report     report model base
database   database base
pages      pages similarity report model base
progress   progress database report model base
gradebook  gradebook database report model base
whiteboard whiteboard report model base
fields     fields model base
unpack     unpack base
sandbox    sandbox protocol model base
driver     driver sandbox protocol base
examiner   examiner remains protocol base
proctor    proctor sandbox remains protocol base
races      races base
stage      stage sandbox remains protocol model base
grade      grade stage sandbox protocol model base
selftest   selftest tokens report model base
scaffold   scaffold model base
handout    handout model base
watch      watch whiteboard report model base
batch      batch unpack grade stage sandbox protocol report gradebook model base
demo       demo report sandbox model base
cli        cli pages similarity watch demo scaffold handout selftest progress batch grade stage sandbox whiteboard report gradebook model base
main.c     cli grade base
'

# A header (or, with a slash at the end, a folder of headers) and the parts that own it.
owners='
sqlite3.h         database
seccomp.h         sandbox
linux/seccomp.h   sandbox
linux/landlock.h  sandbox
linux/filter.h    sandbox
libconfig.h       model gradebook
archive.h         handout unpack
archive_entry.h   handout unpack
ffi.h             driver
expat.h           stage
ncurses.h         watch
term.h            watch
criterion/        examiner
yaml.h            batch
csv.h             batch
'

makes='(unshare|pivot_root|clone)[[:space:]]*[(]'
puts_on='PR_SET_SECCOMP|PR_SET_NO_NEW_PRIVS|CLONE_NEW'
confinement="(^|[^_[:alnum:]])($makes|$puts_on)"

sources=$(find . -name '*.[ch]' -type f | sed 's/^\.\///' | sort)

# The sources are read as awk's arguments; none of their names holds a blank.
# shellcheck disable=SC2086
awk -v directions="$directions" -v owners="$owners" -v confinement="$confinement" '
    # Fills table[first word of a line] with " the other words ".
    function read_table(text, table,    lines, count, i, words) {
        count = split(text, lines, "\n")
        for (i = 1; i <= count; i++) {
            if (split(lines[i], words, " ") > 1) {
                sub(/^[^ ]+ +/, "", lines[i])
                table[words[1]] = " " lines[i] " "
            }
        }
    }

    function breach(sentence) {
        print FILENAME ":" FNR ": " sentence
        breaches = 1
    }

    function check_direction(name,    owner) {
        owner = name
        sub(/\/.*/, "", owner)
        if (index(name, "/") == 0 && ((part "/" name) in exists)) {
            breach("write \"" part "/" name "\" in full")
        } else if (!(name in exists)) {
            breach("\"" name "\" is no header of grader/")
        } else if (index(may_include[part], " " owner " ") == 0) {
            breach(part " must not depend on " owner " (\"" name "\")")
        }
    }

    function check_owner(name,    folder, owner) {
        folder = name
        sub(/\/.*/, "/", folder)
        owner = (name in owned_by) ? owned_by[name] : owned_by[folder]
        if (owner != "" && index(owner, " " part " ") == 0) {
            breach("<" name "> belongs to" owner "and not to " part)
        }
    }

    BEGIN {
        read_table(directions, may_include)
        read_table(owners, owned_by)
        for (i = 1; i < ARGC; i++) {
            exists[ARGV[i]] = 1
        }
    }

    FNR == 1 {
        part = FILENAME
        sub(/\/.*/, "", part)
        if (!(part in may_include)) {
            breach("the folder " part " is not in the list of parts")
        }
    }

    /^[ \t]*#[ \t]*include[ \t]*[<"]/ {
        name = $0
        sub(/^[ \t]*#[ \t]*include[ \t]*/, "", name)
        quoted = substr(name, 1, 1) == "\""
        name = substr(name, 2)
        sub(quoted ? "\".*" : ">.*", "", name)
        if (quoted) {
            check_direction(name)
        } else {
            check_owner(name)
        }
    }

    $0 ~ confinement && part != "sandbox" && !/setns/ && !/^[ \t]*(\*|\/\/|\/\*)/ {
        breach("confinement belongs to sandbox: " $0)
    }

    END {
        exit breaches
    }
' $sources

#!/bin/sh
# Does check_includes.sh refuse what it should, and only that? Each case is a tiny grader/ folder.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/e2e/expect_status.sh
. "$here/../e2e/expect_status.sh"

# A tree in which every rule is kept.
plant() {
    rm -rf "$scratch/grader"
    for part in base database protocol model report gradebook progress sandbox driver examiner \
        proctor stage grade selftest batch cli; do
        mkdir -p "$scratch/grader/$part"
        echo '/* nothing */' >"$scratch/grader/$part/$part.h"
    done
    echo '#include "cli/cli.h"' >"$scratch/grader/main.c"
    printf '#include <stdio.h>\n#include "stage/stage.h"\n#include "model/model.h"\n' \
        >"$scratch/grader/grade/grade.c"
    echo '#include <seccomp.h>' >"$scratch/grader/sandbox/filter.c"
    echo '#include <sqlite3.h>' >"$scratch/grader/database/database.c"
    printf '%s\n' '/* like unshare(2) */' '"--unshare-all"' 'setns(fd, CLONE_NEWIPC);' \
        >"$scratch/grader/base/text.c"
}

try() {
    "$here/check_includes.sh" "$scratch/grader"
}

# breach TITLE FILE LINE TEXT-THAT-MUST-BE-SAID
breach() {
    plant
    printf '/* head */\n%s\n' "$3" >"$scratch/grader/$2"
    expect 1 "$1" "$2:2: $4"
}

plant
expect 0 "a tree that keeps the rules"
breach "upwards: model on report" model/x.c '#include "report/report.h"' \
    "model must not depend on report"
breach "upwards: base on model" base/x.h '#include "model/model.h"' "base must not depend on model"
breach "upwards: stage on grade" stage/x.c '# include "grade/grade.h"' \
    "stage must not depend on grade"
breach "sideways: sandbox on report" sandbox/x.c '#include "report/report.h"' "sandbox must not"
breach "driver on model" driver/x.c '	#	include "model/model.h"' "driver must not depend on model"
breach "examiner on sandbox" examiner/x.c '#include "sandbox/sandbox.h"' "examiner must not"
breach "main on stage" main.c '#include "stage/stage.h"' "main.c must not depend on stage"
breach "a header that is not there" cli/x.c '#include "cli/nowhere.h"' \
    '"cli/nowhere.h" is no header'
breach "a way around by .." base/x.c '#include "base/../model/model.h"' \
    "\"base/../model/model.h\" is no header"
breach "a short name" cli/x.c '#include "cli.h"' 'write "cli/cli.h" in full'
breach "sqlite outside the database" cli/x.c '#include <sqlite3.h>' \
    "<sqlite3.h> belongs to database"
breach "seccomp outside the sandbox" driver/x.c '#include <seccomp.h>' \
    "<seccomp.h> belongs to sandbox"
breach "the kernel's seccomp header" driver/x.c '#include <linux/seccomp.h>' \
    "<linux/seccomp.h> belongs to sandbox"
breach "landlock outside the sandbox" stage/x.c '#include <linux/landlock.h>' \
    "<linux/landlock.h> belongs to sandbox"
breach "a namespace made in grade" grade/x.c '    unshare(flags);' "confinement belongs"

plant
mkdir "$scratch/grader/elsewhere"
printf '/* head */\n#include <stdio.h>\n' >"$scratch/grader/elsewhere/x.c"
expect 1 "a folder that the design does not have" "elsewhere/x.c:1: the folder elsewhere"

[ "$failures" -eq 0 ]

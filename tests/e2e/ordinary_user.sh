#!/bin/sh
# ordinary_user.sh GRADER EXPECT ROOT: the same for a learner who is not root.
#
# Started as root (as in many containers) the other tests prove how root grades; here a few of them are
# started again as a user that no account has. Status 77, skipped: we are an ordinary user already.
set -eu

usage="usage: ordinary_user.sh GRADER EXPECT ROOT"
grader=${1:?$usage}
expect=${2:?$usage}
root=${3:?$usage}
here=$(cd "$(dirname "$0")" && pwd)
user=61234

if [ "$(id -u)" -ne 0 ]; then
    echo "skipped: not root, so all tests ran as an ordinary user"
    exit 77
fi
as_user() {
    setpriv --reuid="$user" --regid="$user" --clear-groups --inh-caps=-all \
        env -u XDG_RUNTIME_DIR HOME=/ "$@"
}
if ! as_user test -x "$grader" || ! as_user test -r "$root/exercises"; then
    echo "skipped: other users may not enter this folder"
    exit 77
fi

failures=0
cd /
as_user "$here/odd_files.sh" "$grader" "$expect" "$root" || failures=$((failures + 1))
for case in e2e/cases/failed-check e2e/cases/crash e2e/cases/leaked-segment \
    e2e/cases/leaked-process hostile/forge/finds-files e2e/cases/valgrind-error; do
    as_user "$here/run_case.sh" "$grader" "$expect" "$root" "$here/../$case.c" ||
        failures=$((failures + 1))
done
[ "$failures" -eq 0 ]

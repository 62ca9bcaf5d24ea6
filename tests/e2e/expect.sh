# shellcheck shell=sh
# expect.sh, to be read by a test with `.`: a scratch folder that goes with the test, and a line for each thing
# that is expected. The test ends with `[ "$failures" -eq 0 ]`.

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

expect() { # WHAT COMMAND…
    what=$1
    shift
    if "$@" >"$scratch/said" 2>&1; then
        echo "ok: $what"
    else
        echo "not ok: $what"
        sed 's/^/    /' "$scratch/said"
        failures=$((failures + 1))
    fi
}

# shellcheck shell=sh
# expect_status.sh, to be read with `.` by the test of a test: a scratch folder that goes with it, and a line for each time that the
# test is tried. The reader defines `try`, which runs it, and ends with `[ "$failures" -eq 0 ]`.

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

# expect STATUS TITLE [TEXT THAT MUST BE SAID]
expect() {
    status=0
    said=$(try 2>&1) || status=$?
    case $said in
    *"${3-}"*) ;;
    *) status="$status, but without \"$3\"" ;;
    esac
    if [ "$status" != "$1" ]; then
        echo "not ok: $2: expected status $1, got $status; it said: $said"
        failures=$((failures + 1))
    else
        echo "ok: $2"
    fi
}

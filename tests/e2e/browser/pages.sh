#!/bin/sh
# pages.sh GRADER GRADEBOOK_FILL LOOK_AT_PAGES ROOT [PICTURES]: the reports in headless Chromium, as look_at_pages says.
#
# Skipped where there is no Chromium. PICTURES is a folder: then the screenshots and the prints stay there, to be looked at.
set -eu

usage="usage: pages.sh GRADER GRADEBOOK_FILL LOOK_AT_PAGES ROOT [PICTURES]"
grader=${1:?$usage}
fill=${2:?$usage}
look=${3:?$usage}
root=${4:?$usage}
pictures=${5:-}
# shellcheck source=tests/e2e/expect.sh
. "$(cd "$(dirname "$0")/.." && pwd)/expect.sh"

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "skipped: there is no chromium; 'apt-get install chromium' brings it"
    exit 77
}

# One of each kind: right, not built, crashing, leaking, not handed in, and names and words that go wrong in HTML.
source=attach_detach.c
bank=$root/tests/exercises/03-attach-detach
mkdir "$scratch/right" "$scratch/broken" "$scratch/leaking" "$scratch/empty" "$scratch/crashing" "$scratch/pages"
cp "$root/solutions/03-attach-detach/$source" "$scratch/right/"
cp "$bank/mutants/read-never-detaches.c" "$scratch/leaking/$source"
cp "$bank/mutants/read-null-crashes.c" "$scratch/crashing/$source"
sed '30s/^/int broken = "<script>alert(1)<\/script>/' "$scratch/right/$source" >"$scratch/broken/$source"
echo "nothing" >"$scratch/empty/$source"
export WORKBOOK_GRADEBOOK="$scratch/class.db"
export WORKBOOK_STATE="$scratch/state"
for kind in right broken leaking crashing empty; do
    "$grader" check 3 --fast --dir "$scratch/$kind" --format json --output "$scratch/$kind.json" || [ $? -eq 1 ]
    "$fill" "$WORKBOOK_GRADEBOOK" "$kind" "A $kind <b>&name</b>" - - 1795315540 "$scratch/$kind.json" "$scratch/$kind/$source"
done
racing=$(find "$root/tests/exercises/05-ready-flag/mutants" -name '*.c' -exec grep -l 'caught-by: races' {} + | sort | head -n 1)
"$grader" check 5 --file "$racing" --format json --output "$scratch/racing.json" || [ $? -eq 1 ]
"$fill" "$WORKBOOK_GRADEBOOK" racing - - - - "$scratch/racing.json" "$racing"
printf 'deadline = "2026-11-20 22:59:00 +0000";\nlate = { percent = 20; };\n' >"$scratch/policy.cfg"
"$grader" gradebook override empty excused --why "a reason-that-is-one-very-long-word-$(printf '%0120d' 0)" --by "Prof. T." >/dev/null
"$grader" report class --format html --output "$scratch/pages/class.html"
"$grader" report similarity --format html --output "$scratch/pages/similarity.html"
"$grader" report students --format html --output "$scratch/pages" >/dev/null

in_browser() { # PAGE…
    mkdir -p "$scratch/pictures"
    status=0
    "$look" "$browser" "$root/tests/e2e/browser/checks.js" "$scratch/pictures" "$@" || status=$?
    [ "$status" -ne 2 ] || { echo "the browser could not be used" && return 2; }
    return "$status"
}
has_pictures() {
    for view in class.html-1280-light.png class.html-400-light.png class.html-1280-dark.png class.html.pdf; do
        base64 -d "$scratch/pictures/$view.b64" >"$scratch/pictures/$view"
        [ -s "$scratch/pictures/$view" ] || return 1
    done
    head -c 4 "$scratch/pictures/class.html.pdf" | grep -q '%PDF'
}
# The test itself: what is wrong is told.
cat >"$scratch/wrong.html" <<'HTML'
<!DOCTYPE html><html><head><title></title></head><body><h1>x</h1><h3 style="color:#aaa;background:#fff">pale</h3>
<div style="width:2000px">wide</div><svg width="9" height="9"></svg><img src="http://127.0.0.1:9/none.png"></body></html>
HTML
tells_all() {
    in_browser "$scratch/wrong.html" >"$scratch/faults" || [ $? -eq 1 ] || return 2
    for words in 'no language' 'no title' 'leaves a level out' 'no main part' 'wide on 400' 'has no words' 'contrast 2' \
        'asks for more than itself'; do
        grep -q "$words" "$scratch/faults" || { echo "not told: $words" && cat "$scratch/faults" && return 1; }
    done
}

expect "a page with every fault is told so" tells_all
expect "reports are read by everybody, on wide and narrow screens, in the dark and on paper, from nothing but themselves" \
    in_browser "$scratch"/pages/class.html "$scratch"/pages/similarity.html "$scratch"/pages/leaking.html \
    "$scratch"/pages/racing.html "$scratch"/pages/broken.html "$scratch"/pages/crashing.html "$scratch"/pages/empty.html
expect "there are pictures of them" has_pictures
[ -z "$pictures" ] || cp -r "$scratch/pictures/." "$pictures"
[ "$failures" -eq 0 ]

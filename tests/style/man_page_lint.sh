#!/bin/sh
# man_page_lint.sh PAGE: is the manual page well-formed? Asks mandoc, or groff; skipped without both.
set -eu

page=${1:?usage: man_page_lint.sh PAGE}
if command -v mandoc >/dev/null; then
    # Where a page lies in somebody's library is not the page's business: STYLE and below.
    words=$(mandoc -T lint -W warning "$page" 2>&1) || :
elif command -v groff >/dev/null; then
    words=$(groff -ww -mdoc -Tutf8 "$page" 2>&1 >/dev/null) || :
else
    echo "skipped: neither mandoc nor groff is here"
    exit 77
fi
[ -z "$words" ] || {
    echo "not ok: $words"
    exit 1
}

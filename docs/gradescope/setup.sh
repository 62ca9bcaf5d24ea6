#!/bin/sh
# setup.sh: Gradescope runs this once, as root, when the autograder's image is built.
set -eu

handout=/autograder/workbook
mkdir -p "$handout"
tar -xzf /autograder/source/handout.tar.gz -C "$handout" --strip-components=1
# As root the start script installs what is missing, and says on standard error what that is.
"$handout/workbook" --version

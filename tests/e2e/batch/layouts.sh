#!/bin/sh
# layouts.sh GRADER ROOT MAKE_ARCHIVE DUMP_GRADEBOOK: what each thing in the folder of a class comes to, honest or not.
set -eu

usage="usage: layouts.sh GRADER ROOT MAKE_ARCHIVE DUMP_GRADEBOOK"
grader=${1:?$usage}
root=${2:?$usage}
make_archive=${3:?$usage}
dump=${4:?$usage}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

fail() {
    echo "not ok: $1"
    failures=$((failures + 1))
}
class=$scratch/class
right=$root/solutions/01-ftok-keys/ftok_keys.c
mkdir "$class"
archive() {
    name=$1
    shift
    "$make_archive" "$class/$name" "$@"
}

mkdir -p "$class/flat" "$class/nested/home/lab/01-ftok-keys" "$class/nested/__MACOSX" "$class/empty"
cp "$right" "$class/flat/"
cp "$right" "$class/nested/home/lab/01-ftok-keys/"
touch "$class/nested/a.out" "$class/nested/.DS_Store" "$class/nested/__MACOSX/._ftok_keys.c"
cp "$right" "$class/alone.c"
archive zipped.zip "file:zipped/ftok_keys.c:$right"
archive gzipped.tar.gz "file:01-ftok-keys/ftok_keys.c:$right"
archive xzipped.tar.xz "file:FTOK-keys (2).C:$right"
mkdir "$class/Ada Lovelace_12345_assignsubmission_file_"
(cd "$class" && mv zipped.zip "Ada Lovelace_12345_assignsubmission_file_/work.zip")
archive zipped.zip "file:zipped\\ftok_keys.c:$right"
cp "$right" "$class/gausscarl_LATE_77_88_ftok_keys-1.c"
mkdir "$class/submission_9"
cp "$right" "$class/submission_9/"
cat >"$class/submission_metadata.yml" <<'YAML'
---
submission_9:
  :submitters:
  - :name: Emmy Noether
    :sid: '4711'
    :email: emmy@example.org
  :created_at: 2026-11-20 21:59:59.000000000 Z
  :history: &a
  - *a
YAML

# Archives in archives: nothing else is there, three deep; an old version beside the source; a broken one in it; too deep.
inner=$scratch/inner
mkdir "$inner"
"$make_archive" "$inner/01-ftok-keys.tar.xz" "file:ftok_keys.c:$right"
"$make_archive" "$inner/work.zip" "file:01-ftok-keys.tar.xz:$inner/01-ftok-keys.tar.xz" "many:__MACOSX/._x.c:1"
archive inner.zip "file:hand-in/work.zip:$inner/work.zip" "many:__MACOSX/hand-in/._work.zip:1" "many:readme:1"
: >"$inner/older.c"
"$make_archive" "$inner/old.zip" "file:01-ftok-keys/ftok_keys.c:$inner/older.c"
archive beside.zip "file:ftok_keys.c:$right" "file:old.zip:$inner/old.zip"
printf 'PK\003\004 nothing' >"$inner/broken.zip"
archive brokeninside.zip "file:broken.zip:$inner/broken.zip"
"$make_archive" "$inner/more.zip" "file:inner.zip:$class/inner.zip"
archive toodeep.zip "file:more.zip:$inner/more.zip"
"$make_archive" "$inner/zeros.tar.gz" "zeros:zeros.bin:50"
archive sumbomb.tar.gz "file:1.tar.gz:$inner/zeros.tar.gz" "file:2.tar.gz:$inner/zeros.tar.gz" \
    "file:3.tar.gz:$inner/zeros.tar.gz"
# A file that is not as it was put in, one behind a password, two by one name, and documents by the name of a source.
"$make_archive" "$class/damaged.tar" "file:ftok_keys.c:$right"
truncate -s 2048 "$class/damaged.tar"
archive locked.zip "locked:ftok_keys.c:$right"
archive twice.zip "file:ftok_keys.c:$inner/older.c" "file:ftok_keys.c:$right"
"$make_archive" "$inner/document.zip" "many:word/document.xml:1"
archive document.zip "file:ftok_keys.c:$inner/document.zip"
mkdir "$class/wide"
iconv -f UTF-8 -t UTF-16 "$right" >"$class/wide/ftok_keys.c"
# What is no source at all is nobody's zero.
mkdir "$class/word"
echo text >"$class/word/ftok_keys.docx"
echo Rar! >"$class/rared.rar"
echo pdf >"$class/babbagec_5_6_ftok_keys.pdf"

# Those that mean harm, or look like it.
archive climber.zip "file:../../../../tmp/ftok_keys.c:$right" "file:/tmp/evil.c:$right"
archive linker.tar "link:ftok_keys.c:$right" "hard:other.c:/etc/passwd" "pipe:waits.c:"
archive bomb.tar.gz "zeros:zeros.bin:300"
archive large.zip "zeros:ftok_keys.c:400"
archive crowd.tar.gz "many:file:10000"
printf 'PK\003\004 nothing' >"$class/broken.zip"
mkdir "$class/$(printf 'esc\033[31m\nname')"
ln -s "$right" "$class/$(printf 'esc\033[31m\nname')/ftok_keys.c"
ln -s "$right" "$class/outside.c"
mkfifo "$class/fifo.c"
deep=$class/deep
for level in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do deep=$deep/$level; done
mkdir -p "$deep"

mkdir "$class/-rf" "$class/$(printf '%0250d' 0)"

status=0
timeout 300 "$grader" batch "$class" 1 --fast --gradebook "$scratch/class.db" >"$scratch/lines" 2>&1 || status=$?
[ "$status" -eq 1 ] || fail "status $status, and not 1: some are to be looked at"
"$dump" "$scratch/class.db" >"$scratch/dump"

# expect STUDENT TEXT: in what the gradebook says of him
expect() {
    sed -n "/^$1\$/,/^[^ ]/p" "$scratch/dump" >"$scratch/one"
    grep -q -- "$2" "$scratch/one" || fail "$1: no '$2' in: $(cat "$scratch/one")"
}
# tell TEXT: on the terminal
tell() {
    grep -qF -- "$1" "$scratch/lines" || fail "it does not tell: $1"
}
for student in flat nested alone zipped gzipped xzipped 12345 77 submission_9 inner beside twice; do
    expect "$student" 'ftok-keys pass 1000/1000:'
done
expect submission_9 'at 1795211999000'
for student in empty linker large climber document wide; do
    expect "$student" 'problem - gradings 1'
done
expect empty ' 0/1000'
expect linker ' 0/1000'
for student in bomb crowd broken damaged locked deep brokeninside toodeep sumbomb word rared 5; do
    expect "$student" 'key - problem .* gradings 0'
done
tell 'left aside: a.out'
tell "'xzipped/FTOK-keys (2).C' is taken for 01-ftok-keys's ftok_keys.c"
tell 'nothing was handed in: it is empty'
tell 'the learning platform says that it came late'
tell 'it is a link; hand in the file itself'
tell 'its path leads out of the archive'
tell 'it unpacks to more than 128 MiB'
tell 'damaged.tar was not read to its end: ftok_keys.c in it: it is damaged in the archive'
tell 'locked.zip was not read to its end: ftok_keys.c in it: it is protected by a password'
tell "two files are called 'twice/ftok_keys.c': the last one counts"
tell 'it is a zip archive, as documents of word processors are, too'
tell 'it is text in UTF-16 or UTF-32'
tell 'left aside: beside/old.zip'
tell 'brokeninside.zip was not read to its end: broken.zip in it: it is damaged'
tell 'its archives lie too deep in each other'
tell 'the archive sumbomb.tar.gz was not read to its end: 3.tar.gz in it: it unpacks to more than 128 MiB'
tell "no file is an exercise's source: ftok_keys.docx"
tell "no file is an exercise's source: rared.rar; an archive of this kind is not opened, zip and tar are"
tell "no file is an exercise's source: ftok_keys.pdf"
tell 'it holds more than 4096 entries'
tell 'it is larger than 1 MiB'
tell 'its folders lie more than 16 deep'
tell "Nobody's, and left aside: fifo.c, outside.c"
if grep -q "$(printf '\033')" "$scratch/lines"; then
    fail "an escape of a name reaches the terminal"
fi

# A page for each, whatever he is called.
"$grader" report students --gradebook "$scratch/class.db" --format text --output "$scratch/pages" >"$scratch/lines" 2>&1 ||
    fail "there are no pages: $(cat "$scratch/lines")"
[ "$(find "$scratch/pages" -name '*.txt' ! -name '-*' | wc -l)" -eq "$(grep -v " content " "$scratch/dump" | grep -c "^[^ ]")" ] ||
    fail "not everybody has a page"

# The roster says who is who, and who is missing.
cat >"$scratch/roster.csv" <<'CSV'
First name,Last name,Username,Email address,submitted
Emmy,Noether,emmy,emmy@example.org,
Ada,Lovelace,ada,ada@example.org,2026-11-20 23:59:00 Z
Kurt,"Gödel, absent",kurt,kurt@example.org,
CSV
timeout 300 "$grader" batch "$class" 1 --fast --gradebook "$scratch/other.db" --roster "$scratch/roster.csv" \
    >"$scratch/lines" 2>&1 || :
"$dump" "$scratch/other.db" >"$scratch/dump"
expect emmy 'ftok-keys pass 1000/1000:'
expect ada 'at 1795219140000'
tell 'Of the roster 1 handed in nothing: kurt (Kurt Gödel, absent)'
tell 'the roster has no such student'

# The same class as one archive, with a folder around it: it is opened once, and comes to the same.
(
    cd "$class"
    set -- "$scratch/download.zip"
    for file in flat/ftok_keys.c nested/home/lab/01-ftok-keys/ftok_keys.c nested/a.out zipped.zip gzipped.tar.gz \
        "Ada Lovelace_12345_assignsubmission_file_/work.zip" gausscarl_LATE_77_88_ftok_keys-1.c \
        submission_9/ftok_keys.c submission_metadata.yml climber.zip bomb.tar.gz broken.zip; do
        set -- "$@" "file:export/$file:$file"
    done
    "$make_archive" "$@" "link:export/linked/ftok_keys.c:$right" "file:../climbed.c:$right" "file:/tmp/evil.c:$right" \
        "file:export/flat:$right" "zeros:export/huge.zip:11" "many:export/__MACOSX/._x.c:1"
)
for run in first second; do
    status=0
    timeout 300 "$grader" batch "$scratch/download.zip" 1 --fast --gradebook "$scratch/zip.db" \
        >"$scratch/lines.$run" 2>&1 || status=$?
    [ "$status" -eq 1 ] || fail "status $status of an archive, and not 1"
done
cat "$scratch/lines.first" "$scratch/lines.second" >"$scratch/lines"
"$dump" "$scratch/zip.db" >"$scratch/dump"
for student in flat nested zipped gzipped 12345 77 submission_9; do
    expect "$student" 'ftok-keys pass 1000/1000:'
done
expect submission_9 "at 1795211999000 from $scratch/download.zip: submission_9"
for student in linked climber; do
    expect "$student" ' 0/1000'
done
for student in bomb broken huge; do
    expect "$student" 'key - problem .* gradings 0'
done
tell 'left aside: a.out'
tell 'export/linked/ftok_keys.c was not taken out of the archive: it is a link'
tell '../climbed.c was not taken out of the archive: its path leads out'
tell 'export/huge.zip was not taken out of the archive: it is larger than 10 MiB'
tell ' 0 graded, '
[ -z "$(find "$scratch" -name 'climbed.c' -o -name '*.begun')" ] || fail "something lies where it should not"

"$make_archive" "$scratch/nobody.zip" "many:readme:1"
# mistake STATUS WORDS ARGUMENT…: a mistake and its sentence
mistake() {
    expected=$1
    words=$2
    shift 2
    status=0
    "$grader" batch "$@" --gradebook "$scratch/none.db" >"$scratch/lines" 2>&1 || status=$?
    [ "$status" -eq "$expected" ] || fail "batch $* ends with $status"
    tell "$words"
}
mistake 2 'No such file' "$scratch/nowhere"
mistake 2 'neither a folder of submissions nor an archive' "$class/alone.c"
mistake 3 'broken.zip could not be opened: it is damaged' "$class/broken.zip"
mistake 3 'holds no submission' "$scratch/nobody.zip"
mistake 3 'is one submission, for it holds ftok_keys.c' "$class/flat"
mistake 3 'holds no submission' "$class/empty"
printf 'name\n"unfinished\n' >"$scratch/bad.csv"
mistake 3 'bad.csv' "$class" --roster "$scratch/bad.csv"
[ "$failures" -ne 0 ] || echo "ok: each comes to what it should"
[ "$failures" -eq 0 ]

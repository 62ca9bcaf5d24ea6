# shellcheck shell=sh
# Sourced by tests that look at control groups: the groups of this shell and of all that it starts lie in folders of its
# own, where nobody else's graders make any. $own_groups names the folders; it is empty where this machine grants none.
own_groups=
group_before= # in version 2

# group_path CONTROLLER: of this shell, in the hierarchy of that controller; "" is version 2
group_path() {
    awk -F: -v wanted="$1" '
        wanted == "" && $2 == "" { print $3 }
        wanted != "" { n = split($2, names, ","); for (i = 1; i <= n; i++) if (names[i] == wanted) print $3 }' \
        /proc/self/cgroup
}

# group_mounts TYPE [OPTION]: where a hierarchy is mounted
group_mounts() {
    awk -v type="$1" -v option="${2-}" '$3 == type && (option == "" || index("," $4 ",", "," option ",")) { print $2 }' \
        /proc/self/mounts | head -n 1
}

# move_to FOLDER: this shell, whose id may differ in the eyes of the file system: 0 is whoever writes
move_to() {
    echo 0 >"$1/cgroup.procs"
}

enter_own_groups() {
    for controller in memory pids; do
        mount=$(group_mounts cgroup "$controller")
        folder="$mount$(group_path "$controller")/own-$$"
        if [ -n "$mount" ] && mkdir "$folder" 2>/dev/null; then
            own_groups="$own_groups $folder"
            move_to "$folder"
        fi
    done
    mount=$(group_mounts cgroup2)
    [ -n "$mount" ] || return 0
    above=$(group_path "")
    until grep -qw memory "$mount$above/cgroup.subtree_control" || [ -z "$above" ]; do
        above=${above%/*}
    done
    folder="$mount$above/own-$$"
    if grep -qw memory "$mount$above/cgroup.subtree_control" && mkdir "$folder" 2>/dev/null; then
        own_groups="$own_groups $folder"
        group_before="$mount$(group_path "")"
        echo '+memory +pids' >"$folder/cgroup.subtree_control"
        mkdir "$folder/shell"
        move_to "$folder/shell"
    fi
}

# Groups of graders, in the folders of this shell.
list_left_groups() {
    for folder in $own_groups; do
        find "$folder" -mindepth 1 -type d -name 'workbook-*'
    done
}

# What cannot be removed holds a group or a process that somebody has left.
leave_own_groups() {
    for folder in $own_groups; do
        if [ -d "$folder/shell" ]; then
            move_to "$group_before"
            rmdir "$folder/shell" || true
        else
            move_to "${folder%/*}"
        fi
        rmdir "$folder" || true
    done
    own_groups=
}

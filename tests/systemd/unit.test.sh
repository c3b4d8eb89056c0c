#!/bin/sh
# The systemd unit: known to systemd, as tight as it can be, and not tighter
# than the program's own fences need.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=${B:-build}
unit=scripts/systemd/chorusd.service
n=0 bad=0
say() { # say STATUS NAME
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else
        echo "not ok $n - $2"
        bad=1
    fi
}

if ! command -v systemd-analyze >/dev/null; then
    echo "ok 1 # SKIP no systemd-analyze on this machine"
    echo "1..1"
    exit 0
fi

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
sed "s#/usr/local/bin/chorusd#$(readlink -f "$build")/chorusd#" "$unit" \
    >"$dir/chorusd.service"

said=$(systemd-analyze verify "$dir/chorusd.service" 2>&1 || echo "exit $?")
[ -z "$said" ]
say $? "systemd understands every line of the unit"
[ -z "$said" ] || echo "$said" | sed 's/^/# /'

# In tenths: 0 is nothing left to take away, 100 everything open.
said=$(systemd-analyze security --offline=true --threshold=6 \
    "$dir/chorusd.service" 2>&1)
say $? "systemd rates its exposure at most 0.6 of 10, as the README says"
echo "$said" | sed -n 's/.*Overall/# Overall/p'

# The calls of a group, groups within it opened up.
calls() {
    for group in "$@"; do
        case $group in
        @*) systemd-analyze syscall-filter "$group" |
            awk 'NR > 1 && $1 !~ /^#/ { print $1 }' >"$dir/$group"
            # shellcheck disable=SC2046 # the words are names
            calls $(cat "$dir/$group") ;;
        *) echo "$group" ;;
        esac
    done
}
filters=$(sed -n 's/^SystemCallFilter=//p' "$unit")
# shellcheck disable=SC2046
calls $(echo "$filters" | grep -v '^~') | sort -u >"$dir/allowed"
# shellcheck disable=SC2046
calls $(echo "$filters" | sed -n 's/^~//p') | sort -u >"$dir/denied"
{
    grep -o 'SCMP_SYS([a-z0-9_]*)' src/cage/seccomp.c |
        sed 's/SCMP_SYS(\(.*\))/\1/'
    printf '%s\n' seccomp capget capset close_range socket bind listen \
        landlock_create_ruleset landlock_add_rule landlock_restrict_self
} | sort -u >"$dir/needed"
missing=$(comm -23 "$dir/allowed" "$dir/denied" | comm -13 - "$dir/needed")
[ -s "$dir/needed" ] && [ -z "$missing" ]
say $? "the unit allows every call that the program and its fences need"
[ -z "$missing" ] || echo "# denied: $missing"
echo "1..$n"
exit "$bad"

#!/bin/sh
# chorusd has no code that opens a ballot, reads sealed ballots, tallies,
# publishes, unwraps a key or knows the roster. The names are taken from the
# compiled rooms themselves, so that a new function cannot slip past a pattern;
# the same names must be found in chorus, or finding none would prove nothing.
set -eu
B=${B:-build}
names=$(mktemp) server=$(mktemp) office=$(mktemp)
trap 'rm -f "$names" "$server" "$office"' EXIT

defined() { nm --defined-only "$@" | awk 'NF == 3 && $2 ~ /[TDBR]/ { print $3 }'; }
symbols() { nm "$1" | awk '{ print $NF }' | sed 's/@.*//' | sort -u; }
verdict() { # verdict NUMBER TEXT; succeeds when the list on stdin is empty
    if grep . | sed 's/^/# /' | grep .; then echo "not ok $1 - $2"
    else echo "ok $1 - $2"; fi
}
symbols "$B/chorusd" >"$server"
symbols "$B/chorus" >"$office"

echo 1..9
number=0
for room in ballot/open release/tally store/ballots_read 'ceremony/*' store/people \
    'conduct/*' 'office/*'
do
    number=$((number + 1))
    # shellcheck disable=SC2086 # a room may be several objects
    defined $B/obj/$room.o | sort -u >"$names"
    both=$({
        [ -s "$names" ] || echo "no names in $room"
        comm -12 "$names" "$office" | grep -q . || echo "none of $room is in chorus"
        comm -12 "$names" "$server"
    })
    printf '%s' "$both" | verdict $number "chorusd holds nothing of $room, chorus does"
done
{
    grep -x crypto_box_seal_open "$office" >/dev/null || echo "not even in chorus"
    grep -xE 'crypto_box_(seal_)?open.*|crypto_pwhash' "$server" || :
} | verdict 8 "chorusd calls nothing that opens a sealed box or stretches a passphrase into a key"
# The auditor shares nothing with what it audits.
symbols "$B/chorus-audit" >"$server"
# shellcheck disable=SC2086 # several objects
defined $B/obj/release/*.o $B/obj/survey/*.o $B/obj/wave/*.o $B/obj/stats/*.o |
    sort -u >"$names"
{
    comm -12 "$names" "$office" | grep -q . || echo "no names to look for"
    comm -12 "$names" "$server"
} | verdict 9 "chorus-audit holds nothing of release, survey, wave and stats"

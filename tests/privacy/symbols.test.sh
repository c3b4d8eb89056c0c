#!/bin/sh
# chorusd has no code that opens a ballot, reads sealed ballots, tallies or
# unwraps a key. The same pattern must match in chorus, or it would prove
# nothing.
set -u
B=${B:-build}
pattern='ballot_open|tally_|keyfile_|ballots_read|crypto_box_seal_open|crypto_box_open|crypto_pwhash$|release_compute|people_'
count() { # count PROGRAM
    nm "$B/$1" | grep -cE " (U|T|t|B|b|D|d|R|r) ($pattern)"
}
echo 1..4
for name in ballot_open tally_ ballots_read_; do
    nm "$B/chorus" | grep -qE " [Tt] (release_)?$name" || missing=$name
done
if [ -z "${missing-}" ]; then
    echo "ok 1 - the pattern finds opening, tally and reading in chorus"
else
    echo "not ok 1 - $missing is not found in chorus: the names have changed"
fi
if nm "$B/chorusd" | grep -qE ' [Tt] main'; then
    echo "ok 2 - chorusd is not stripped"
else
    echo "not ok 2 - chorusd has no symbols to look at"
fi
if [ "$(count chorusd)" -eq 0 ]; then
    echo "ok 3 - chorusd has no symbol of opening, tally, ceremony, reading"
else
    nm "$B/chorusd" | grep -E " . ($pattern)" | sed 's/^/# /'
    echo "not ok 3 - chorusd holds what it must not"
fi
if nm "$B/chorus" | grep -qE ' U crypto_box_seal_open'; then
    echo "ok 4 - chorus opens ballots with crypto_box_seal_open"
else
    echo "not ok 4 - crypto_box_seal_open is not in chorus"
fi

#!/bin/sh
# Free groupings, comparisons and effects are computed with the release file
# alone: their test links and runs without the rooms that hold ballots, people,
# surveys or any database, and without SQLite.
set -eu
B=${B:-build}
program=$(mktemp) said=$(mktemp)
trap 'rm -f "$program" "$said"' EXIT

echo 1..2
if ${CC:-gcc} -std=c17 -D_GNU_SOURCE -Isrc -Itests -o "$program" \
    tests/unit/test_report_grouping.c -Wl,--start-group \
    "$B/lib/report.a" "$B/lib/stats.a" "$B/lib/published.a" "$B/lib/wave.a" \
    "$B/lib/render.a" "$B/lib/base.a" -Wl,--end-group \
    -lsodium -ljansson -lctemplate -lpthread -lm -lstdc++ -lcmocka 2>"$said"
then echo "ok 1 - links without store, ballot, survey, roster, release and SQLite"
else sed 's/^/# /' "$said"; echo "not ok 1 - links without them"
fi
if "$program" >"$said" 2>&1 && grep -q '^ok ' "$said"
then echo "ok 2 - and computes every figure"
else sed 's/^/# /' "$said"; echo "not ok 2 - and computes every figure"
fi

-- A board is as long as its wave has ballots: it lies in pieces of 65,536 bytes,
-- so that nobody needs memory for the whole of it. Pieces of a wave that is
-- still open are those of a close that did not come to its end.
CREATE TABLE piece (
    wave TEXT NOT NULL CHECK (length(wave) BETWEEN 1 AND 32),
    number INTEGER NOT NULL CHECK (number >= 0),
    bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65536),
    UNIQUE (wave, number)
) STRICT;
-- SQLite loads the whole of what substr() cuts: large slices first, then pieces
-- of those, or a long board would be loaded once for each of its pieces.
INSERT INTO piece (wave, number, bytes)
    WITH RECURSIVE large (wave, at, len) AS (
        SELECT wave, 0, length(bytes) FROM document WHERE which = 6
        UNION ALL
        SELECT wave, at + 4194304, len FROM large WHERE at + 4194304 < len
    ),
    slice (wave, at, bytes) AS MATERIALIZED (
        SELECT large.wave, at, substr(bytes, at + 1, 4194304)
            FROM large JOIN document
                ON document.wave = large.wave AND which = 6
    ),
    small (at) AS (
        SELECT 0
        UNION ALL
        SELECT at + 65536 FROM small WHERE at + 65536 < 4194304
    )
    SELECT wave, (slice.at + small.at) / 65536,
        substr(bytes, small.at + 1, 65536)
        FROM slice CROSS JOIN small WHERE small.at < length(bytes);
DELETE FROM document WHERE which = 6;
PRAGMA user_version = 6;

-- A board is as long as its wave has ballots: it lies in pieces of 65,536 bytes,
-- so that nobody needs memory for the whole of it. Pieces of a wave that is
-- still open are those of a close that did not come to its end.
CREATE TABLE piece (
    wave TEXT NOT NULL CHECK (length(wave) BETWEEN 1 AND 32),
    number INTEGER NOT NULL CHECK (number >= 0),
    bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65536),
    UNIQUE (wave, number)
) STRICT;
INSERT INTO piece (wave, number, bytes)
    WITH RECURSIVE part (wave, number, len) AS (
        SELECT wave, 0, length(bytes) FROM document WHERE which = 6
        UNION ALL
        SELECT wave, number + 1, len FROM part
            WHERE (number + 1) * 65536 < len
    )
    SELECT part.wave, number, substr(bytes, number * 65536 + 1, 65536)
        FROM part JOIN document ON document.wave = part.wave AND which = 6;
DELETE FROM document WHERE which = 6;
PRAGMA user_version = 6;

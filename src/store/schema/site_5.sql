-- The end of a wave: one that nobody ever closed ends without a result when its
-- day has come (state 3), and a hold puts a wave's destruction off. Holds are a
-- record: the last of a wave is the one that counts, none is taken away.
CREATE TABLE wave_5 (
    name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 32),
    state INTEGER NOT NULL CHECK (state IN (1, 2, 3)),
    opens_sec INTEGER NOT NULL,
    closes_sec INTEGER NOT NULL,
    public_sec INTEGER NOT NULL, -- 0: no date
    manifest_hash BLOB NOT NULL UNIQUE CHECK (length(manifest_hash) = 32)
) STRICT, WITHOUT ROWID;
INSERT INTO wave_5 (name, state, opens_sec, closes_sec, public_sec,
    manifest_hash) SELECT name, state, opens_sec, closes_sec, public_sec,
    manifest_hash FROM wave ORDER BY name;
DROP TABLE wave;
ALTER TABLE wave_5 RENAME TO wave;
CREATE TABLE hold (
    id INTEGER PRIMARY KEY,
    wave TEXT NOT NULL CHECK (length(wave) BETWEEN 1 AND 32),
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    at_sec INTEGER NOT NULL
) STRICT;
PRAGMA user_version = 5;

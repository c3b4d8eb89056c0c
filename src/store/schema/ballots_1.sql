-- One row a place, filled with random bytes when the wave opens. Every column
-- is a BLOB of one length, so that a ballot changes bytes in place and moves
-- nothing. Nothing is indexed, no time, no counter. sealed_hash is kept beside
-- the sealed bytes so that the server can look it up without the right to read
-- those.
PRAGMA application_id = 1128804658; -- CH12
CREATE TABLE wave (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    state BLOB NOT NULL CHECK (length(state) = 1)
) STRICT;
CREATE TABLE size (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sealed_bytes INTEGER NOT NULL CHECK (sealed_bytes BETWEEN 1 AND 65584)
) STRICT;
CREATE TABLE ballot (
    id INTEGER PRIMARY KEY,
    used BLOB NOT NULL CHECK (length(used) = 1),
    grp BLOB NOT NULL CHECK (length(grp) = 2),
    nullifier BLOB NOT NULL CHECK (length(nullifier) = 32),
    sealed_hash BLOB NOT NULL CHECK (length(sealed_hash) = 32),
    sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 1 AND 65584)
) STRICT;
PRAGMA user_version = 1;

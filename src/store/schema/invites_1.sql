-- One row a place. Every column is a BLOB of one length, so that using an
-- invite changes bytes in place and moves nothing: an INTEGER column changes
-- its size, and with it the order of the cells. No time, no counter.
PRAGMA application_id = 1128804657; -- CH11
CREATE TABLE wave (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    state BLOB NOT NULL CHECK (length(state) = 1)
) STRICT;
CREATE TABLE invite (
    id INTEGER PRIMARY KEY,
    used BLOB NOT NULL CHECK (length(used) = 1),
    grp BLOB NOT NULL CHECK (length(grp) = 2),
    pk BLOB NOT NULL CHECK (length(pk) = 32),
    blinded BLOB NOT NULL CHECK (length(blinded) = 32) -- filler until used
) STRICT;
PRAGMA user_version = 1;

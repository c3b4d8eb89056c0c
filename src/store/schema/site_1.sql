-- What the server shows and who of the staff may see it. Documents are the
-- exact bytes that hashes and signatures were made over.
PRAGMA application_id = 1128804659; -- CH13
CREATE TABLE institution (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 256)
) STRICT;
CREATE TABLE wave (
    name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 32),
    state INTEGER NOT NULL CHECK (state IN (1, 2)),
    opens_sec INTEGER NOT NULL,
    closes_sec INTEGER NOT NULL,
    public_sec INTEGER NOT NULL, -- 0: no date
    manifest_hash BLOB NOT NULL UNIQUE CHECK (length(manifest_hash) = 32)
) STRICT, WITHOUT ROWID;
CREATE TABLE document (
    wave TEXT NOT NULL CHECK (length(wave) BETWEEN 1 AND 32),
    which INTEGER NOT NULL CHECK (which BETWEEN 1 AND 7),
    bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 67108864),
    UNIQUE (wave, which)
) STRICT;
CREATE TABLE account (
    name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 64),
    role INTEGER NOT NULL CHECK (role IN (1, 2, 3)),
    password_hash TEXT NOT NULL CHECK (length(password_hash) BETWEEN 1 AND 127)
) STRICT, WITHOUT ROWID;
CREATE TABLE account_program (
    account TEXT NOT NULL CHECK (length(account) BETWEEN 1 AND 64),
    program TEXT NOT NULL CHECK (length(program) BETWEEN 1 AND 32),
    PRIMARY KEY (account, program)
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    account TEXT NOT NULL CHECK (length(account) BETWEEN 1 AND 64),
    csrf BLOB NOT NULL CHECK (length(csrf) = 32),
    created_sec INTEGER NOT NULL,
    seen_sec INTEGER NOT NULL,
    expires_sec INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- place: 12 bits of the hash of a name, so that the table is bounded and a
-- name without an account looks like one with.
CREATE TABLE failure (
    place INTEGER PRIMARY KEY CHECK (place BETWEEN 0 AND 4095),
    count INTEGER NOT NULL CHECK (count > 0),
    since_sec INTEGER NOT NULL
) STRICT;
CREATE TABLE export (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL CHECK (length(account) <= 256),
    wave TEXT NOT NULL CHECK (length(wave) <= 256),
    what TEXT NOT NULL CHECK (length(what) <= 256),
    format TEXT NOT NULL CHECK (length(format) <= 256),
    at_sec INTEGER NOT NULL
) STRICT;
PRAGMA user_version = 1;

-- Staff: sessions that are renewed and that may come from single sign-on, who
-- logged in, and the key by which a browser that did is known again. Sessions
-- of before end; failed logins are counted in memory.
DROP TABLE session;
CREATE TABLE session (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    account TEXT NOT NULL CHECK (length(account) BETWEEN 1 AND 64),
    origin INTEGER NOT NULL CHECK (origin IN (1, 2)), -- a password, sign-on
    csrf BLOB NOT NULL CHECK (length(csrf) = 32), -- one for all renewals
    created_sec INTEGER NOT NULL,
    seen_sec INTEGER NOT NULL,
    expires_sec INTEGER NOT NULL,
    is_replaced INTEGER NOT NULL CHECK (is_replaced IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX session_csrf ON session (csrf);
DROP TABLE failure;
-- Staff's own acts, by the minute. Refusals are somebody's whom nobody knows:
-- one line for an account and a day. Account '': a name that nobody has.
CREATE TABLE login (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL CHECK (length(account) <= 64),
    act INTEGER NOT NULL CHECK (act BETWEEN 1 AND 4),
    at_sec INTEGER NOT NULL CHECK (at_sec % 60 = 0),
    count INTEGER NOT NULL CHECK (count > 0)
) STRICT;
CREATE UNIQUE INDEX login_refused ON login (account, at_sec) WHERE act = 4;
CREATE TABLE device_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    bytes BLOB NOT NULL CHECK (length(bytes) = 32)
) STRICT;
INSERT INTO device_key (id, bytes) VALUES (1, randomblob(32));
PRAGMA user_version = 4;

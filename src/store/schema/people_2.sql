-- What became of the mails of an open wave, so that a run that was cut is taken
-- up again and nobody gets a second one. All of it goes with the wave's codes:
-- who was reminded had not answered yet. No time of a single mail.
CREATE TABLE mail (
    wave TEXT NOT NULL CHECK (length(wave) BETWEEN 1 AND 32),
    round INTEGER NOT NULL CHECK (round BETWEEN 0 AND 99), -- 0: the invite
    person TEXT NOT NULL CHECK (length(person) BETWEEN 1 AND 1024),
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
    reply INTEGER NOT NULL CHECK (reply BETWEEN 0 AND 999), -- the server's code
    PRIMARY KEY (wave, round, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE mail_round (
    wave TEXT NOT NULL CHECK (length(wave) BETWEEN 1 AND 32),
    round INTEGER NOT NULL CHECK (round BETWEEN 0 AND 99),
    begun INTEGER NOT NULL, -- seconds since 1970
    done INTEGER NOT NULL,  -- 0: not yet
    PRIMARY KEY (wave, round)
) STRICT, WITHOUT ROWID;
-- A code that is to take a lost one's place, kept before the server's list is
-- changed: whatever cuts the act, one of the two is known to somebody.
CREATE TABLE replacement (
    wave TEXT NOT NULL CHECK (length(wave) BETWEEN 1 AND 32),
    person TEXT NOT NULL CHECK (length(person) BETWEEN 1 AND 1024),
    code BLOB NOT NULL CHECK (length(code) = 16),
    PRIMARY KEY (wave, person)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 2;

-- Names and, while a wave is open, the codes of its invites. Only the office's
-- program opens this file. Texts are bounded; '' stands for what is not known.
PRAGMA application_id = 1128804660; -- CH14
CREATE TABLE person (
    person TEXT PRIMARY KEY CHECK (length(person) BETWEEN 1 AND 1024),
    email TEXT NOT NULL CHECK (length(email) <= 1024),
    department TEXT NOT NULL CHECK (length(department) <= 1024),
    program_id TEXT NOT NULL CHECK (length(program_id) <= 1024),
    program TEXT NOT NULL CHECK (length(program) <= 1024),
    type TEXT NOT NULL CHECK (length(type) <= 1024),
    site TEXT NOT NULL CHECK (length(site) <= 1024),
    unit TEXT NOT NULL CHECK (length(unit) <= 1024),
    language TEXT NOT NULL CHECK (length(language) <= 1024)
) STRICT, WITHOUT ROWID;
-- A code is as good as a vote: it goes when the wave closes.
CREATE TABLE invite (
    wave TEXT NOT NULL CHECK (length(wave) BETWEEN 1 AND 32),
    person TEXT NOT NULL CHECK (length(person) BETWEEN 1 AND 1024),
    email TEXT NOT NULL CHECK (length(email) <= 1024),
    language TEXT NOT NULL CHECK (length(language) <= 1024),
    unit TEXT NOT NULL CHECK (length(unit) <= 1024),
    grp INTEGER NOT NULL CHECK (grp BETWEEN 1 AND 65535),
    code BLOB NOT NULL CHECK (length(code) = 16),
    PRIMARY KEY (wave, person)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;

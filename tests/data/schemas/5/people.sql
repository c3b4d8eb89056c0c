PRAGMA application_id = 1128804660;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
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
INSERT INTO person VALUES('A-1','a-1@example.org','Medicine','A','Program A','','','','');
INSERT INTO person VALUES('A-2','a-2@example.org','Medicine','A','Program A','','','','');
INSERT INTO person VALUES('A-3','a-3@example.org','Medicine','A','Program A','','','','');
INSERT INTO person VALUES('A-4','a-4@example.org','Medicine','A','Program A','','','','');
INSERT INTO person VALUES('A-5','a-5@example.org','Medicine','A','Program A','','','','');
INSERT INTO person VALUES('A-6','a-6@example.org','Medicine','A','Program A','','','','');
INSERT INTO person VALUES('A-7','a-7@example.org','Medicine','A','Program A','','','','');
INSERT INTO person VALUES('A-8','a-8@example.org','Medicine','A','Program A','','','','');
INSERT INTO person VALUES('A-9','a-9@example.org','Medicine','A','Program A','','','','');
INSERT INTO person VALUES('D-1','d-1@example.org','Surgery','D','Program D','','','','');
INSERT INTO person VALUES('D-2','d-2@example.org','Surgery','D','Program D','','','','');
INSERT INTO person VALUES('D-3','d-3@example.org','Surgery','D','Program D','','','','');
INSERT INTO person VALUES('D-4','d-4@example.org','Surgery','D','Program D','','','','');
INSERT INTO person VALUES('D-5','d-5@example.org','Surgery','D','Program D','','','','');
INSERT INTO person VALUES('D-6','d-6@example.org','Surgery','D','Program D','','','','');
INSERT INTO person VALUES('D-7','d-7@example.org','Surgery','D','Program D','','','','');
INSERT INTO person VALUES('D-8','d-8@example.org','Surgery','D','Program D','','','','');
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
INSERT INTO invite VALUES('open','A-1','a-1@example.org','','A',1,X'0001f4eaa097ce9401db8ac8ebd3e1a9');
INSERT INTO invite VALUES('open','A-2','a-2@example.org','','A',1,X'00018bac7b4b7ab27239b12b19095c47');
INSERT INTO invite VALUES('open','A-3','a-3@example.org','','A',1,X'0001fb7dffebb0aa950ef09de9d82a1e');
INSERT INTO invite VALUES('open','A-4','a-4@example.org','','A',1,X'0001d8760b99fe6bf140308a181e3938');
INSERT INTO invite VALUES('open','A-5','a-5@example.org','','A',1,X'000100fb762c2e0d35dc5b355916de67');
INSERT INTO invite VALUES('open','A-6','a-6@example.org','','A',1,X'00019aabc3b90ea69a4906e858c0330e');
INSERT INTO invite VALUES('open','A-7','a-7@example.org','','A',1,X'000172cb48fb74d60fe3e1ad81ae947f');
INSERT INTO invite VALUES('open','A-8','a-8@example.org','','A',1,X'0001437133493a66b931d3c33e98034b');
INSERT INTO invite VALUES('open','A-9','a-9@example.org','','A',1,X'0001cde27fa59bfdf5e4bdeb78f212e6');
INSERT INTO invite VALUES('open','D-1','d-1@example.org','','D',2,X'000286cb1b371a90e8d1fca3567c8d94');
INSERT INTO invite VALUES('open','D-2','d-2@example.org','','D',2,X'0002539106abb3b29c0d52a39cc7ae41');
INSERT INTO invite VALUES('open','D-3','d-3@example.org','','D',2,X'00027b4860b8a850693e6e389f9dea67');
INSERT INTO invite VALUES('open','D-4','d-4@example.org','','D',2,X'00024b0723e70517c5e71a844d9899a0');
INSERT INTO invite VALUES('open','D-5','d-5@example.org','','D',2,X'0002cba36e78b79bed5412d7fd07b8b4');
INSERT INTO invite VALUES('open','D-6','d-6@example.org','','D',2,X'000297cc45793b68917338f5827c51bb');
INSERT INTO invite VALUES('open','D-7','d-7@example.org','','D',2,X'000220e99d71b1e0babd5d9a5fbb785a');
INSERT INTO invite VALUES('open','D-8','d-8@example.org','','D',2,X'000276662756eafecdeaab47d804e9b4');
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
CREATE TABLE replacement (
    wave TEXT NOT NULL CHECK (length(wave) BETWEEN 1 AND 32),
    person TEXT NOT NULL CHECK (length(person) BETWEEN 1 AND 1024),
    code BLOB NOT NULL CHECK (length(code) = 16),
    PRIMARY KEY (wave, person)
) STRICT, WITHOUT ROWID;
COMMIT;

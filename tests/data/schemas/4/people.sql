PRAGMA application_id = 1128804660;
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
INSERT INTO person VALUES('B-1','b-1@example.org','Medicine','B','Program B','','','','');
INSERT INTO person VALUES('B-2','b-2@example.org','Medicine','B','Program B','','','','');
INSERT INTO person VALUES('B-3','b-3@example.org','Medicine','B','Program B','','','','');
INSERT INTO person VALUES('B-4','b-4@example.org','Medicine','B','Program B','','','','');
INSERT INTO person VALUES('B-5','b-5@example.org','Medicine','B','Program B','','','','');
INSERT INTO person VALUES('B-6','b-6@example.org','Medicine','B','Program B','','','','');
INSERT INTO person VALUES('B-7','b-7@example.org','Medicine','B','Program B','','','','');
INSERT INTO person VALUES('B-8','b-8@example.org','Medicine','B','Program B','','','','');
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
INSERT INTO invite VALUES('open','A-1','a-1@example.org','','A',1,X'00016e90f1229d963e3a10deba112064');
INSERT INTO invite VALUES('open','A-2','a-2@example.org','','A',1,X'0001d749c82fa8708ae007a66ee1db18');
INSERT INTO invite VALUES('open','A-3','a-3@example.org','','A',1,X'0001a6f53f51925156acb960eda1f01e');
INSERT INTO invite VALUES('open','A-4','a-4@example.org','','A',1,X'00013bd1a4e9c0d8391604218cda5eeb');
INSERT INTO invite VALUES('open','A-5','a-5@example.org','','A',1,X'0001eebdee6fb20ca688e8af4eef4743');
INSERT INTO invite VALUES('open','A-6','a-6@example.org','','A',1,X'0001836fec7db0ac19a85c1e635aa109');
INSERT INTO invite VALUES('open','A-7','a-7@example.org','','A',1,X'000137a52ff224628ee09030c1c37141');
INSERT INTO invite VALUES('open','A-8','a-8@example.org','','A',1,X'000140a622b7d5c95eb92c8569c5b91d');
INSERT INTO invite VALUES('open','A-9','a-9@example.org','','A',1,X'0001b9d9ebb5fb3532fa8e99161f7533');
INSERT INTO invite VALUES('open','B-1','b-1@example.org','','B',2,X'00027b376e143514d3cb93e3de59877c');
INSERT INTO invite VALUES('open','B-2','b-2@example.org','','B',2,X'00026aa22bbc4d2e9a91e51bb85abb6a');
INSERT INTO invite VALUES('open','B-3','b-3@example.org','','B',2,X'0002460d12886bd0382e71d62855c70e');
INSERT INTO invite VALUES('open','B-4','b-4@example.org','','B',2,X'000218eea8deb056374d69d96157bd1d');
INSERT INTO invite VALUES('open','B-5','b-5@example.org','','B',2,X'000295d1f6bd463fa957f1776c1c877a');
INSERT INTO invite VALUES('open','B-6','b-6@example.org','','B',2,X'0002924857573c550cfe8748315d1aab');
INSERT INTO invite VALUES('open','B-7','b-7@example.org','','B',2,X'0002771b6f17e9a69a831c7c824f9c8d');
INSERT INTO invite VALUES('open','B-8','b-8@example.org','','B',2,X'00029e7ad41295d871d6bc0743a4c43d');
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
PRAGMA user_version = 2;

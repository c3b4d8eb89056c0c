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
INSERT INTO invite VALUES('open','A-1','a-1@example.org','','A',1,X'00013f1bd52dfe6e58022ce8a20cd68b');
INSERT INTO invite VALUES('open','A-2','a-2@example.org','','A',1,X'00013fb43b69eb6b7e28b5ec022ab55c');
INSERT INTO invite VALUES('open','A-3','a-3@example.org','','A',1,X'0001d4727404e14a2f8584bb5ad1c598');
INSERT INTO invite VALUES('open','A-4','a-4@example.org','','A',1,X'0001a859000677123e15d767a95ed854');
INSERT INTO invite VALUES('open','A-5','a-5@example.org','','A',1,X'000112033114cd03915ddd9dfc8a3f38');
INSERT INTO invite VALUES('open','A-6','a-6@example.org','','A',1,X'0001291fddd875c17c5a6bd6b5960700');
INSERT INTO invite VALUES('open','A-7','a-7@example.org','','A',1,X'0001aa050d5b1e4cec4ddb644f3243e5');
INSERT INTO invite VALUES('open','A-8','a-8@example.org','','A',1,X'00019b20ad17b948fc0433aaba0fd328');
INSERT INTO invite VALUES('open','A-9','a-9@example.org','','A',1,X'00013d0a2f5185569d89bccc6bbeb1b8');
INSERT INTO invite VALUES('open','B-1','b-1@example.org','','B',2,X'00029e740086ce1d095716e843e2707e');
INSERT INTO invite VALUES('open','B-2','b-2@example.org','','B',2,X'0002e9a1388bfe841b6a4f279c6ea332');
INSERT INTO invite VALUES('open','B-3','b-3@example.org','','B',2,X'00023c3dc1a7efe2914151ce3cc1d4d4');
INSERT INTO invite VALUES('open','B-4','b-4@example.org','','B',2,X'000289c761a1145b07aa7d480a1377a2');
INSERT INTO invite VALUES('open','B-5','b-5@example.org','','B',2,X'0002e514fd829c7cfcb924f2b7c90102');
INSERT INTO invite VALUES('open','B-6','b-6@example.org','','B',2,X'000202d855e0bcc531fa850d02891b7b');
INSERT INTO invite VALUES('open','B-7','b-7@example.org','','B',2,X'000244b8e83f814082f6413866c3b0a7');
INSERT INTO invite VALUES('open','B-8','b-8@example.org','','B',2,X'000260dc3db8136b5825cf0332bb700e');
COMMIT;
PRAGMA user_version = 1;

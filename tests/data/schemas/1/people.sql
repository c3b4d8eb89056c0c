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
INSERT INTO invite VALUES('open','A-1','a-1@example.org','','A',1,X'0001ab8b564b2221231a295397aefdfb');
INSERT INTO invite VALUES('open','A-2','a-2@example.org','','A',1,X'00012983362025bb8a01f28e7ef412cc');
INSERT INTO invite VALUES('open','A-3','a-3@example.org','','A',1,X'0001367b7e86a7ebf2f88e8d0f6602e7');
INSERT INTO invite VALUES('open','A-4','a-4@example.org','','A',1,X'000176ce66097ec6db829a8864f44280');
INSERT INTO invite VALUES('open','A-5','a-5@example.org','','A',1,X'000166de9dfdb4f3f51fc7a22573fbdf');
INSERT INTO invite VALUES('open','A-6','a-6@example.org','','A',1,X'0001f6ae0a780a6576143c1b6b875f4b');
INSERT INTO invite VALUES('open','A-7','a-7@example.org','','A',1,X'0001d67dde35678e853b13cb5edbdbfa');
INSERT INTO invite VALUES('open','A-8','a-8@example.org','','A',1,X'000150ae3644ff2ea59f54148bac745f');
INSERT INTO invite VALUES('open','A-9','a-9@example.org','','A',1,X'000130211c4af113535a7cd150e82e39');
INSERT INTO invite VALUES('open','B-1','b-1@example.org','','B',2,X'00024ddb93638346672b5bc958812a9a');
INSERT INTO invite VALUES('open','B-2','b-2@example.org','','B',2,X'0002fce990cc87e5b8702e2d8328189c');
INSERT INTO invite VALUES('open','B-3','b-3@example.org','','B',2,X'0002c74f18dab6c9190c920c75eefce1');
INSERT INTO invite VALUES('open','B-4','b-4@example.org','','B',2,X'0002c5a46a2b0027b1f770e7273b27e7');
INSERT INTO invite VALUES('open','B-5','b-5@example.org','','B',2,X'0002994b4c63576ab590ef3154f5310f');
INSERT INTO invite VALUES('open','B-6','b-6@example.org','','B',2,X'00021dae0ec61779968c76dd97d350d4');
INSERT INTO invite VALUES('open','B-7','b-7@example.org','','B',2,X'000256b77039561b574d64b6b7ef8803');
INSERT INTO invite VALUES('open','B-8','b-8@example.org','','B',2,X'000242ce3e1fbab6d603efd1a16600f6');
COMMIT;
PRAGMA user_version = 1;

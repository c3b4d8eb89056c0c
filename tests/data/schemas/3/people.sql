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
INSERT INTO invite VALUES('open','A-1','a-1@example.org','','A',1,X'00012dfda96edb336a32743de6ea7def');
INSERT INTO invite VALUES('open','A-2','a-2@example.org','','A',1,X'0001fcdf8feee0dfdf18a6c79dce4cc4');
INSERT INTO invite VALUES('open','A-3','a-3@example.org','','A',1,X'000190638ca6f8f3907ad3d427a2b4e8');
INSERT INTO invite VALUES('open','A-4','a-4@example.org','','A',1,X'0001a194dd2633811a37398d68b40845');
INSERT INTO invite VALUES('open','A-5','a-5@example.org','','A',1,X'000130f4615a97a242e01cdae24bdd8e');
INSERT INTO invite VALUES('open','A-6','a-6@example.org','','A',1,X'0001f459d7a7e6d6fda0406b8ef1c749');
INSERT INTO invite VALUES('open','A-7','a-7@example.org','','A',1,X'0001cf736eb8f21136c9f3e975e41705');
INSERT INTO invite VALUES('open','A-8','a-8@example.org','','A',1,X'0001c324a17a2fdd91ed7eee8f16d322');
INSERT INTO invite VALUES('open','A-9','a-9@example.org','','A',1,X'0001b3493700e4471af7cc6d73930a8c');
INSERT INTO invite VALUES('open','B-1','b-1@example.org','','B',2,X'000207f9a4d9ad4ec09ed8b5e1aa8048');
INSERT INTO invite VALUES('open','B-2','b-2@example.org','','B',2,X'000230cde8bee723163c623a600ef7eb');
INSERT INTO invite VALUES('open','B-3','b-3@example.org','','B',2,X'000296b7c94bba540c9934769245fbb3');
INSERT INTO invite VALUES('open','B-4','b-4@example.org','','B',2,X'0002c79d19d23bc56af01b0a04f85e74');
INSERT INTO invite VALUES('open','B-5','b-5@example.org','','B',2,X'00021f9e46f8f935ce1b4534dd10a781');
INSERT INTO invite VALUES('open','B-6','b-6@example.org','','B',2,X'0002a8c20afa4324ad400f2ea2bca393');
INSERT INTO invite VALUES('open','B-7','b-7@example.org','','B',2,X'0002d3d42b90664db1ce2e26e5d4cdd6');
INSERT INTO invite VALUES('open','B-8','b-8@example.org','','B',2,X'00024c8f03a2dbc4e92d0daaa28143d8');
COMMIT;
PRAGMA user_version = 1;

-- The mandate beyond opinion: what programs have in place, what units do about
-- it, and initiatives whose comparison is named before its result is known.
CREATE TABLE checklist (
    program TEXT NOT NULL CHECK (length(program) BETWEEN 1 AND 32),
    area TEXT NOT NULL CHECK (area IN ('education_service',
        'hours_leave_coverage', 'health_needs', 'mentorship', 'curriculum',
        'monitoring')),
    state INTEGER NOT NULL CHECK (state IN (1, 2, 3)),
    evidence TEXT NOT NULL CHECK (length(evidence) <= 1000),
    account TEXT NOT NULL CHECK (length(account) BETWEEN 1 AND 64),
    at_sec INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0), -- counts the changes
    PRIMARY KEY (program, area)
) STRICT, WITHOUT ROWID;
CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    unit TEXT NOT NULL CHECK (length(unit) BETWEEN 1 AND 32),
    area TEXT NOT NULL CHECK (area IN ('education_service',
        'hours_leave_coverage', 'health_needs', 'mentorship', 'curriculum',
        'monitoring')),
    offer TEXT NOT NULL CHECK (length(offer) <= 64), -- '': none of the list
    what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 500),
    owner TEXT NOT NULL CHECK (length(owner) BETWEEN 1 AND 100),
    due TEXT NOT NULL CHECK (length(due) = 10),
    status INTEGER NOT NULL CHECK (status IN (1, 2, 3, 4)),
    evidence TEXT NOT NULL CHECK (length(evidence) <= 1000),
    helped INTEGER NOT NULL CHECK (helped IN (0, 1, 2, 3)),
    shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
    account TEXT NOT NULL CHECK (length(account) BETWEEN 1 AND 64),
    changed_sec INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;
CREATE INDEX plan_unit ON plan (unit);
-- AUTOINCREMENT: the number of an initiative stands in minutes and in the
-- record of its changes; none is ever given twice. late: a result was known
-- when it was recorded.
CREATE TABLE initiative (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 150),
    lead TEXT NOT NULL CHECK (length(lead) BETWEEN 1 AND 100),
    amount INTEGER NOT NULL CHECK (amount BETWEEN 0 AND 999999999),
    mechanism TEXT NOT NULL CHECK (length(mechanism) BETWEEN 1 AND 100),
    units TEXT NOT NULL CHECK (length(units) BETWEEN 1 AND 2000),
    comparison TEXT NOT NULL CHECK (length(comparison) BETWEEN 1 AND 2000),
    start TEXT NOT NULL CHECK (length(start) = 10),
    finish TEXT NOT NULL CHECK (length(finish) = 10),
    outcome TEXT NOT NULL CHECK (length(outcome) BETWEEN 1 AND 64),
    baseline TEXT NOT NULL CHECK (length(baseline) <= 32),
    account TEXT NOT NULL CHECK (length(account) BETWEEN 1 AND 64),
    recorded_sec INTEGER NOT NULL,
    late INTEGER NOT NULL CHECK (late IN (0, 1)),
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;
CREATE TABLE initiative_change (
    id INTEGER PRIMARY KEY,
    initiative INTEGER NOT NULL,
    account TEXT NOT NULL CHECK (length(account) BETWEEN 1 AND 64),
    at_sec INTEGER NOT NULL,
    field TEXT NOT NULL CHECK (length(field) BETWEEN 1 AND 32),
    was TEXT NOT NULL CHECK (length(was) <= 2000),
    became TEXT NOT NULL CHECK (length(became) <= 2000)
) STRICT;
PRAGMA user_version = 3;

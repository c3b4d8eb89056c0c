-- A wave keeps more documents than those it is opened and closed with: what is
-- known of its units (8), and room for others. A CHECK cannot be altered: the
-- table is made again.
CREATE TABLE document_2 (
    wave TEXT NOT NULL CHECK (length(wave) BETWEEN 1 AND 32),
    which INTEGER NOT NULL CHECK (which BETWEEN 1 AND 31),
    bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 67108864),
    UNIQUE (wave, which)
) STRICT;
INSERT INTO document_2 (wave, which, bytes)
    SELECT wave, which, bytes FROM document ORDER BY rowid;
DROP TABLE document;
ALTER TABLE document_2 RENAME TO document;
PRAGMA user_version = 2;

-- A code that is lost is struck out and another takes its place, in a row that
-- was there from the beginning: nothing moves, and the file keeps its size.
-- used: 00 not, 01 yes, 02 struck out, 03 replaced, 04 a spare row. blinded: of
-- a replaced key, the key that took its place. A file that is made now gets its
-- spare rows with the others, in an order of chance; one of an open wave gets
-- them behind.
INSERT INTO invite (used, grp, pk, blinded)
    WITH RECURSIVE spare (n) AS (
        SELECT 1 WHERE EXISTS (SELECT 1 FROM invite)
        UNION ALL
        SELECT n + 1 FROM spare
            WHERE n < 32 + (SELECT count(*) FROM invite) / 8
    )
    SELECT x'04', x'0000', randomblob(32), randomblob(32) FROM spare;
PRAGMA user_version = 2;

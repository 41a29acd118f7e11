-- The kind comes first in the key: SQLite took the index on (kind, ref) for finding words, and read all of a kind.
CREATE TABLE found (
	kind TEXT   NOT NULL, -- customer, case
	word TEXT   NOT NULL,
	ref  BIGINT NOT NULL,
	PRIMARY KEY (kind, word, ref)
) STRICT;
INSERT INTO found (kind, word, ref) SELECT kind, word, ref FROM finds;
DROP TABLE finds;
ALTER TABLE found RENAME TO finds;
CREATE INDEX finds_ref ON finds (ref, kind);

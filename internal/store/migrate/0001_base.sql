-- The engine's own tables.

-- Work done later. A job is a timer: run_at is when it is due, or while somebody holds it, when the lease ends.
CREATE TABLE jobs (
	id      BIGINT  NOT NULL PRIMARY KEY,
	kind    TEXT    NOT NULL,
	args    JSONB   NOT NULL,
	run_at  BIGINT  NOT NULL,
	attempt BIGINT  NOT NULL,
	waiting BOOLEAN NOT NULL, -- false from the first claim until it is put back
	key     TEXT,
	error   TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX jobs_due ON jobs (run_at, id);
CREATE UNIQUE INDEX jobs_key ON jobs (key) WHERE waiting;
CREATE INDEX jobs_failing ON jobs (run_at, id) WHERE error <> '';

-- Who makes ids with which node number, and until when. All numbers are there from the start.
CREATE TABLE nodes (
	node     BIGINT NOT NULL PRIMARY KEY,
	owner    BIGINT NOT NULL,
	until_at BIGINT NOT NULL
) STRICT;
INSERT INTO nodes (node, owner, until_at)
WITH RECURSIVE n (node) AS (SELECT 0 UNION ALL SELECT node + 1 FROM n WHERE node < 1023)
SELECT node, 0, 0 FROM n;

-- The last number of each counter. PostgreSQL counts with sequences instead, without a hot row.
CREATE TABLE counters (
	name  TEXT   NOT NULL PRIMARY KEY,
	value BIGINT NOT NULL
) STRICT;

-- Small facts the house keeps about itself.
CREATE TABLE meta (
	name  TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;

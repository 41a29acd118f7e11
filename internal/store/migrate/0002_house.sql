-- The company: people, teams, what they may use to get in, its policy.
CREATE TABLE teams (
	id   BIGINT NOT NULL PRIMARY KEY,
	name TEXT   NOT NULL
) STRICT;

CREATE TABLE people (
	id            BIGINT  NOT NULL PRIMARY KEY,
	name          TEXT    NOT NULL,
	email         TEXT    NOT NULL,
	role          TEXT    NOT NULL,
	team_id       BIGINT  NOT NULL,
	skills        JSONB   NOT NULL,
	away_from_at  BIGINT  NOT NULL,
	away_until_at BIGINT  NOT NULL,
	gone          BOOLEAN NOT NULL,
	seen_at       BIGINT  NOT NULL
) STRICT;
CREATE UNIQUE INDEX people_email ON people (email);

CREATE TABLE sessions (
	hash      TEXT   NOT NULL PRIMARY KEY, -- SHA-256 of the secret in the cookie
	person_id BIGINT NOT NULL,
	ends_at   BIGINT NOT NULL
) STRICT;
CREATE INDEX sessions_person ON sessions (person_id);
CREATE INDEX sessions_ends ON sessions (ends_at);

CREATE TABLE sign_ins (
	hash      TEXT   NOT NULL PRIMARY KEY, -- SHA-256 of a one-time secret
	person_id BIGINT NOT NULL,
	ends_at   BIGINT NOT NULL
) STRICT;
CREATE INDEX sign_ins_ends ON sign_ins (ends_at);

CREATE TABLE tokens (
	id      BIGINT  NOT NULL PRIMARY KEY,
	hash    TEXT    NOT NULL,
	name    TEXT    NOT NULL,
	role    TEXT    NOT NULL,
	made_at BIGINT  NOT NULL,
	used_at BIGINT  NOT NULL,
	revoked BOOLEAN NOT NULL
) STRICT;
CREATE UNIQUE INDEX tokens_hash ON tokens (hash);

CREATE TABLE playbooks (
	version BIGINT NOT NULL PRIMARY KEY,
	source  TEXT   NOT NULL,
	at      BIGINT NOT NULL,
	author  TEXT   NOT NULL,
	note    TEXT   NOT NULL
) STRICT;

-- What changed outside the cases: people, tokens, playbook.
CREATE TABLE audit (
	id    BIGINT NOT NULL PRIMARY KEY,
	at    BIGINT NOT NULL,
	actor TEXT   NOT NULL,
	what  TEXT   NOT NULL,
	about TEXT   NOT NULL
) STRICT;

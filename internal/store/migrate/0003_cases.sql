-- Whom we owe.
CREATE TABLE customers (
	id             BIGINT NOT NULL PRIMARY KEY,
	name           TEXT   NOT NULL,
	email          TEXT   NOT NULL,
	phone          TEXT   NOT NULL,
	note           TEXT   NOT NULL,
	value_minor    BIGINT NOT NULL,
	value_currency TEXT   NOT NULL,
	contact        JSONB  NOT NULL,
	since_at       BIGINT NOT NULL,
	erased_at      BIGINT NOT NULL,
	sort           TEXT   NOT NULL -- the name as lists order it
) STRICT;
CREATE INDEX customers_sort ON customers (sort, id);

-- Every address and number a customer was ever heard from.
CREATE TABLE contacts (
	kind        TEXT   NOT NULL, -- email, phone
	value       TEXT   NOT NULL,
	customer_id BIGINT NOT NULL,
	PRIMARY KEY (kind, value)
) STRICT;
CREATE INDEX contacts_customer ON contacts (customer_id);

-- Words of names, addresses and references, for finding by the beginning of a word.
CREATE TABLE finds (
	word TEXT   NOT NULL,
	kind TEXT   NOT NULL, -- customer, case
	ref  BIGINT NOT NULL,
	PRIMARY KEY (word, kind, ref)
) STRICT;
CREATE INDEX finds_ref ON finds (kind, ref);

-- One failure for one customer. doc is the whole case but for what has rows of its own below;
-- the columns beside it are those that lists and reports ask for.
CREATE TABLE cases (
	id            BIGINT NOT NULL PRIMARY KEY,
	number        BIGINT NOT NULL,
	seq           BIGINT NOT NULL,
	customer_id   BIGINT NOT NULL,
	state         TEXT   NOT NULL,
	kind          TEXT   NOT NULL,
	severity      BIGINT NOT NULL,
	owner_id      BIGINT NOT NULL,
	team_id       BIGINT NOT NULL,
	priority      BIGINT NOT NULL,
	reopened      BIGINT NOT NULL,
	opened_at     BIGINT NOT NULL,
	acked_at      BIGINT NOT NULL,
	first_word_at BIGINT NOT NULL,
	resolved_at   BIGINT NOT NULL,
	closed_at     BIGINT NOT NULL,
	next_due_at   BIGINT NOT NULL,
	cause         TEXT   NOT NULL,
	quote         TEXT   NOT NULL, -- the customer's own sentence; emptied when they are forgotten
	doc           JSONB  NOT NULL
) STRICT;
CREATE UNIQUE INDEX cases_number ON cases (number);
CREATE INDEX cases_state ON cases (state, id);
CREATE INDEX cases_kind ON cases (kind, id);
CREATE INDEX cases_owner ON cases (owner_id, state, id);
CREATE INDEX cases_customer ON cases (customer_id, id);
CREATE INDEX cases_opened ON cases (opened_at, id);

-- What happened, for ever.
CREATE TABLE case_events (
	case_id BIGINT NOT NULL,
	seq     BIGINT NOT NULL,
	at      BIGINT NOT NULL,
	actor   TEXT   NOT NULL,
	kind    TEXT   NOT NULL,
	body    JSONB  NOT NULL,
	PRIMARY KEY (case_id, seq)
) STRICT;

-- What we owe by when.
CREATE TABLE commitments (
	id       BIGINT  NOT NULL PRIMARY KEY,
	case_id  BIGINT  NOT NULL,
	ord      BIGINT  NOT NULL, -- its place in the case
	kind     TEXT    NOT NULL,
	state    TEXT    NOT NULL,
	owed     BOOLEAN NOT NULL, -- open or late
	owner_id BIGINT  NOT NULL,
	team_id  BIGINT  NOT NULL,
	due_at   BIGINT  NOT NULL,
	next_at  BIGINT  NOT NULL, -- when its timer fires
	ended_at BIGINT  NOT NULL,
	doc      JSONB   NOT NULL
) STRICT;
CREATE INDEX commitments_case ON commitments (case_id, ord);
CREATE INDEX commitments_due ON commitments (due_at, id) WHERE owed;
CREATE INDEX commitments_owner ON commitments (owner_id, due_at, id) WHERE owed;
CREATE INDEX commitments_team ON commitments (team_id, due_at, id) WHERE owed;
CREATE INDEX commitments_next ON commitments (next_at, id) WHERE owed;
CREATE INDEX commitments_ended ON commitments (ended_at, id) WHERE ended_at > 0;

CREATE TABLE approvals (
	id            BIGINT NOT NULL PRIMARY KEY,
	case_id       BIGINT NOT NULL,
	ord           BIGINT NOT NULL,
	state         TEXT   NOT NULL,
	approver_id   BIGINT NOT NULL,
	commitment_id BIGINT NOT NULL, -- the approver's own clock
	doc           JSONB  NOT NULL
) STRICT;
CREATE INDEX approvals_case ON approvals (case_id, ord);

CREATE TABLE redress (
	id           BIGINT NOT NULL PRIMARY KEY,
	case_id      BIGINT NOT NULL,
	ord          BIGINT NOT NULL,
	state        TEXT   NOT NULL,
	kind         TEXT   NOT NULL, -- of the failure
	severity     BIGINT NOT NULL,
	started_at   BIGINT NOT NULL,
	amount_minor BIGINT NOT NULL,
	currency     TEXT   NOT NULL,
	doc          JSONB  NOT NULL
) STRICT;
CREATE INDEX redress_case ON redress (case_id, ord);
CREATE INDEX redress_like ON redress (kind, severity, started_at);

-- Money, twice in every book: the amounts of one entry sum to nought.
CREATE TABLE postings (
	id           BIGINT NOT NULL PRIMARY KEY,
	entry        BIGINT NOT NULL, -- what belongs together
	case_id      BIGINT NOT NULL,
	redress_id   BIGINT NOT NULL,
	at           BIGINT NOT NULL,
	account      TEXT   NOT NULL,
	amount_minor BIGINT NOT NULL,
	currency     TEXT   NOT NULL
) STRICT;
CREATE INDEX postings_case ON postings (case_id, id);
CREATE INDEX postings_account ON postings (account, at);

-- Words in either direction and among colleagues. Events hold only their ids, so that a customer can be forgotten.
CREATE TABLE messages (
	id           BIGINT NOT NULL PRIMARY KEY,
	case_id      BIGINT NOT NULL,
	direction    TEXT   NOT NULL, -- in, out, note
	channel      TEXT   NOT NULL,
	purpose      TEXT   NOT NULL,
	author_id    BIGINT NOT NULL,
	subject      TEXT   NOT NULL,
	text         TEXT   NOT NULL,
	quoted       TEXT   NOT NULL,
	at           BIGINT NOT NULL,
	state        TEXT   NOT NULL, -- received, queued, sent, recalled, failed
	send_at      BIGINT NOT NULL,
	address      TEXT   NOT NULL, -- where it goes to or came from
	mail_id      TEXT   NOT NULL, -- its Message-ID, "" when it is no mail
	reason       TEXT   NOT NULL, -- why it was sent although the coach marked an error
	erased_at    BIGINT NOT NULL
) STRICT;
CREATE INDEX messages_case ON messages (case_id, id);
CREATE INDEX messages_mail ON messages (mail_id) WHERE mail_id <> '';
CREATE INDEX messages_out ON messages (id) WHERE direction = 'out' AND state = 'sent';

CREATE TABLE files (
	id         BIGINT NOT NULL PRIMARY KEY,
	case_id    BIGINT NOT NULL,
	message_id BIGINT NOT NULL,
	name       TEXT   NOT NULL,
	type       TEXT   NOT NULL,
	size       BIGINT NOT NULL,
	hash       TEXT   NOT NULL
) STRICT;
CREATE INDEX files_message ON files (message_id);
CREATE INDEX files_case ON files (case_id);
CREATE INDEX files_hash ON files (hash);

-- What came in, as it came, before anybody understood it.
CREATE TABLE intakes (
	id      BIGINT NOT NULL PRIMARY KEY,
	source  TEXT   NOT NULL, -- api, form, mail, staff
	key     TEXT,            -- Idempotency-Key or Message-ID
	at      BIGINT NOT NULL,
	raw     BYTEA  NOT NULL,
	case_id BIGINT NOT NULL, -- 0 until it is understood
	error   TEXT   NOT NULL
) STRICT;
CREATE UNIQUE INDEX intakes_key ON intakes (source, key);
CREATE INDEX intakes_case ON intakes (case_id);

CREATE TABLE drafts (
	case_id   BIGINT NOT NULL PRIMARY KEY,
	text      TEXT   NOT NULL,
	version   BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	at        BIGINT NOT NULL,
	seq       BIGINT NOT NULL -- the case's last event when it was begun
) STRICT;

CREATE TABLE notices (
	id            BIGINT  NOT NULL PRIMARY KEY,
	person_id     BIGINT  NOT NULL,
	at            BIGINT  NOT NULL,
	case_id       BIGINT  NOT NULL,
	commitment_id BIGINT  NOT NULL,
	what          TEXT    NOT NULL,
	rung          TEXT    NOT NULL,
	seen          BOOLEAN NOT NULL
) STRICT;
CREATE INDEX notices_person ON notices (person_id, id) WHERE NOT seen;
CREATE UNIQUE INDEX notices_once ON notices (commitment_id, person_id, rung);

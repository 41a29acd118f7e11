-- Mail to colleagues on its way: it belongs to no case. Outside the demo a row goes once it was sent,
-- because it may hold a sign-in link.
CREATE TABLE post (
	id      BIGINT NOT NULL PRIMARY KEY,
	address TEXT   NOT NULL,
	subject TEXT   NOT NULL,
	text    TEXT   NOT NULL,
	at      BIGINT NOT NULL,
	sent_at BIGINT NOT NULL
) STRICT;

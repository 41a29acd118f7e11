package store

import (
	"time"

	"amends/internal/id"
	"amends/internal/recovery"
)

// Message is a word in either direction, or among colleagues. Its state follows the events.
type Message struct {
	ID        id.Message
	Case      id.Case
	Direction string // in, out, note
	Channel   recovery.Channel
	Purpose   recovery.Purpose
	Author    id.Person
	Subject   string
	Text      string
	Quoted    string
	At        time.Time
	State     string // received, queued, sent, recalled, failed
	SendAt    time.Time
	Address   string // where it goes to or came from
	MailID    string // its Message-ID, "" when it is no mail
	Reason    string // why it was sent although the coach marked an error
	ErasedAt  time.Time
	Files     []File
}

// File is something attached to a message.
type File struct {
	ID      id.File
	Case    id.Case
	Message id.Message
	Name    string
	Type    string
	Size    int64
	Hash    string
}

const sqlAddMessage = `
INSERT INTO messages (id, case_id, direction, channel, purpose, author_id, subject, text, quoted, at, state, send_at, address, mail_id, reason, erased_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0)`

// AddMessage keeps a message with its files.
func (t *Tx) AddMessage(m Message) error {
	_, err := t.exec(sqlAddMessage, m.ID, m.Case, m.Direction, string(m.Channel), string(m.Purpose), m.Author, m.Subject, m.Text,
		m.Quoted, micros(m.At), m.State, micros(m.SendAt), m.Address, m.MailID, m.Reason)
	if err != nil {
		return err
	}
	for _, f := range m.Files {
		if err := t.addFile(m, f); err != nil {
			return err
		}
	}
	return nil
}

const sqlAddFile = `INSERT INTO files (id, case_id, message_id, name, type, size, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)`

func (t *Tx) addFile(m Message, f File) error {
	_, err := t.exec(sqlAddFile, f.ID, m.Case, m.ID, f.Name, f.Type, f.Size, f.Hash)
	return err
}

const sqlSetMessageState = `UPDATE messages SET state = $2, at = $3 WHERE id = $1`

// SetMessageState follows what happened to a message of ours.
func (t *Tx) SetMessageState(i id.Message, state string, at time.Time) error {
	_, err := t.exec(sqlSetMessageState, i, state, micros(at))
	return err
}

const (
	sqlMessage = `
SELECT id, case_id, direction, channel, purpose, author_id, subject, text, quoted, at, state, send_at, address, mail_id, reason, erased_at
FROM messages WHERE id = $1`

	sqlMessagesIn = `
SELECT id, case_id, direction, channel, purpose, author_id, subject, text, quoted, at, state, send_at, address, mail_id, reason, erased_at
FROM messages WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($1 AS TEXT)))`

	sqlMessagesOf = `
SELECT id, case_id, direction, channel, purpose, author_id, subject, text, quoted, at, state, send_at, address, mail_id, reason, erased_at
FROM messages WHERE case_id = $1 AND id > $2 ORDER BY id LIMIT $3`

	sqlLastMessagesOf = `
SELECT id, case_id, direction, channel, purpose, author_id, subject, text, quoted, at, state, send_at, address, mail_id, reason, erased_at
FROM messages WHERE case_id = $1 AND direction <> 'note' ORDER BY id DESC LIMIT $2`

	sqlSentMails = `
SELECT id, case_id, direction, channel, purpose, author_id, subject, text, quoted, at, state, send_at, address, mail_id, reason, erased_at
FROM messages WHERE direction = 'out' AND state = 'sent' AND id < $1 ORDER BY id DESC LIMIT $2`

	sqlMessageByMail = `SELECT case_id FROM messages WHERE mail_id = $1 AND mail_id <> '' ORDER BY id LIMIT 1`
)

// Message is one message with its files; errs.Missing when there is none.
func (t *Tx) Message(i id.Message) (Message, error) {
	m, err := one(t, sqlMessage, scanMessage, i)
	if err != nil {
		return m, err
	}
	withFiles := []Message{m}
	err = t.attachFiles(withFiles)
	return withFiles[0], err
}

// MessagesIn are the messages with these ids, with their files, in no order.
func (t *Tx) MessagesIn(ids []id.Message) ([]Message, error) {
	text, err := list(numbers(ids))
	if err != nil {
		return nil, err
	}
	return t.withFiles(all(t, sqlMessagesIn, scanMessage, text))
}

// MessagesOf are the messages of a case after one, oldest first.
func (t *Tx) MessagesOf(c id.Case, after id.Message, limit int) ([]Message, error) {
	return t.withFiles(all(t, sqlMessagesOf, scanMessage, c, after, limit))
}

// LastMessagesOf are the newest messages between us and the customer, newest first.
func (t *Tx) LastMessagesOf(c id.Case, limit int) ([]Message, error) {
	return t.withFiles(all(t, sqlLastMessagesOf, scanMessage, c, limit))
}

// SentMails are what left, newest first, before a message.
func (t *Tx) SentMails(before id.Message, limit int) ([]Message, error) {
	return all(t, sqlSentMails, scanMessage, before, limit)
}

// CaseOfMail is the case a mail with this Message-ID belongs to; errs.Missing for none.
func (t *Tx) CaseOfMail(mailID string) (id.Case, error) {
	return one(t, sqlMessageByMail, scalar[id.Case], mailID)
}

func (t *Tx) withFiles(found []Message, err error) ([]Message, error) {
	if err != nil {
		return nil, err
	}
	return found, t.attachFiles(found)
}

const sqlFilesOf = `
SELECT id, case_id, message_id, name, type, size, hash FROM files
WHERE message_id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($1 AS TEXT))) ORDER BY id`

func (t *Tx) attachFiles(messages []Message) error {
	place := map[id.Message]int{}
	var ids []id.Message
	for i, m := range messages {
		place[m.ID] = i
		ids = append(ids, m.ID)
	}
	if len(ids) == 0 {
		return nil
	}
	text, err := list(numbers(ids))
	if err != nil {
		return err
	}
	files, err := all(t, sqlFilesOf, scanFile, text)
	for _, f := range files {
		m := &messages[place[f.Message]]
		m.Files = append(m.Files, f)
	}
	return err
}

func scanFile(r row) (File, error) {
	var f File
	return f, r.Scan(&f.ID, &f.Case, &f.Message, &f.Name, &f.Type, &f.Size, &f.Hash)
}

const sqlFile = `SELECT id, case_id, message_id, name, type, size, hash FROM files WHERE id = $1`

// File is one file; errs.Missing when there is none.
func (t *Tx) File(i id.File) (File, error) { return one(t, sqlFile, scanFile, i) }

func scanMessage(r row) (Message, error) {
	var m Message
	var channel, purpose string
	var at, sendAt, erased int64
	err := r.Scan(&m.ID, &m.Case, &m.Direction, &channel, &purpose, &m.Author, &m.Subject, &m.Text, &m.Quoted, &at, &m.State,
		&sendAt, &m.Address, &m.MailID, &m.Reason, &erased)
	m.Channel, m.Purpose = recovery.Channel(channel), recovery.Purpose(purpose)
	m.At, m.SendAt, m.ErasedAt = moment(at), moment(sendAt), moment(erased)
	return m, err
}

const (
	sqlEraseMessages = `
UPDATE messages SET subject = '', text = '', quoted = '', address = '', mail_id = '', reason = '', erased_at = $2 WHERE case_id = $1`
	sqlFilesOfCase = `SELECT id, case_id, message_id, name, type, size, hash FROM files WHERE case_id = $1`
	sqlDropFiles   = `DELETE FROM files WHERE case_id = $1`
	sqlHashUsed    = `SELECT COUNT(*) FROM files WHERE hash = $1`
	sqlEraseIntake = `UPDATE intakes SET raw = $2, key = NULL, error = '' WHERE case_id = $1`
	sqlDropDraft   = `DELETE FROM drafts WHERE case_id = $1`
	sqlEraseNotice = `UPDATE notices SET what = '' WHERE case_id = $1`
)

// EraseWords empties every message, raw input, file, draft and notice of a case. It returns the hashes of
// files that no other case holds.
func (t *Tx) EraseWords(c id.Case) (forgotten []string, err error) {
	files, err := all(t, sqlFilesOfCase, scanFile, c)
	if err != nil {
		return nil, err
	}
	steps := []struct {
		text string
		args []any
	}{
		{sqlEraseMessages, []any{c, micros(t.now)}},
		{sqlDropFiles, []any{c}},
		{sqlEraseIntake, []any{c, []byte{}}},
		{sqlDropDraft, []any{c}},
		{sqlEraseNotice, []any{c}},
	}
	for _, s := range steps {
		if _, err := t.exec(s.text, s.args...); err != nil {
			return nil, err
		}
	}
	for _, f := range files {
		used, err := t.HashUsed(f.Hash)
		if err != nil {
			return nil, err
		}
		if !used {
			forgotten = append(forgotten, f.Hash)
		}
	}
	return forgotten, nil
}

// HashUsed reports whether any file has this body.
func (t *Tx) HashUsed(hash string) (bool, error) {
	n, err := one(t, sqlHashUsed, scalar[int64], hash)
	return n > 0, err
}

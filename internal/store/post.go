package store

import (
	"time"

	"amends/internal/id"
)

// Post is a mail to a colleague.
type Post struct {
	ID      id.Row
	Address string
	Subject string
	Text    string
	At      time.Time
	SentAt  time.Time // zero while it has not left
}

const (
	sqlAddPost     = `INSERT INTO post (id, address, subject, text, at, sent_at) VALUES ($1, $2, $3, $4, $5, 0)`
	sqlPostSent    = `UPDATE post SET sent_at = $2 WHERE id = $1`
	sqlDropPost    = `DELETE FROM post WHERE id = $1`
	sqlWaitingPost = `
SELECT id, address, subject, text, at, sent_at FROM post WHERE id = $1 AND sent_at = 0`
	sqlSentPost = `
SELECT id, address, subject, text, at, sent_at FROM post WHERE sent_at > 0 AND id < $1 ORDER BY id DESC LIMIT $2`
)

// AddPost keeps a mail to a colleague until it was sent.
func (t *Tx) AddPost(p Post) error {
	_, err := t.exec(sqlAddPost, p.ID, p.Address, p.Subject, p.Text, micros(t.now))
	return err
}

// WaitingPost is a mail to a colleague that has not left; errs.Missing when there is none such.
func (t *Tx) WaitingPost(i id.Row) (Post, error) { return one(t, sqlWaitingPost, scanPost, i) }

// PostSent notes that a mail to a colleague has left.
func (t *Tx) PostSent(i id.Row) error {
	_, err := t.exec(sqlPostSent, i, micros(t.now))
	return err
}

// DropPost forgets a mail to a colleague.
func (t *Tx) DropPost(i id.Row) error {
	_, err := t.exec(sqlDropPost, i)
	return err
}

// SentPost are mails to colleagues that left, newest first, before one.
func (t *Tx) SentPost(before id.Row, limit int) ([]Post, error) {
	return all(t, sqlSentPost, scanPost, before, limit)
}

func scanPost(r row) (Post, error) {
	var p Post
	var at, sent int64
	err := r.Scan(&p.ID, &p.Address, &p.Subject, &p.Text, &at, &sent)
	p.At, p.SentAt = moment(at), moment(sent)
	return p, err
}

package app

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/store"
)

// newSecret is 256 random bits as text that is safe in links and headers.
func newSecret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails, says its documentation
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// hashOf is how secrets are kept: whoever reads the database cannot use them.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

const metaSigningKey = "signing_key"

// signingKey is made once for each database and signs the customers' links.
func signingKey(tx *store.Tx) ([]byte, error) {
	text, err := tx.Meta(metaSigningKey)
	if err != nil {
		return nil, err
	}
	if text == "" {
		text = newSecret()
		if err := tx.SetMeta(metaSigningKey, text); err != nil {
			return nil, err
		}
	}
	return base64.RawURLEncoding.DecodeString(text)
}

// linkLife is how long a link to the customer's page works after it was given out. Every message
// carries a fresh one.
const linkLife = 180 * 24 * time.Hour

// A link's token is the case, the epoch (raised to revoke), the day it ends, and 128 bits of a
// signature over them.
const (
	linkBody = 8 + 4 + 4
	linkSign = 16
)

// firstEpoch is that of a case whose links were never revoked.
const firstEpoch = 0

func (a *App) linkToken(c id.Case, epoch int, now time.Time) string {
	b := make([]byte, linkBody, linkBody+linkSign)
	binary.BigEndian.PutUint64(b, uint64(c))
	binary.BigEndian.PutUint32(b[8:], uint32(epoch))
	binary.BigEndian.PutUint32(b[12:], uint32(now.Add(linkLife).Unix()/86400))
	return base64.RawURLEncoding.EncodeToString(append(b, a.sign(b)...))
}

func (a *App) sign(body []byte) []byte {
	mac := hmac.New(sha256.New, a.key)
	mac.Write([]byte("page"))
	mac.Write(body)
	return mac.Sum(nil)[:linkSign]
}

// readLink checks a token's signature and end, in constant time.
func (a *App) readLink(token string, now time.Time) (c id.Case, epoch int, err error) {
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) != linkBody+linkSign || !hmac.Equal(b[linkBody:], a.sign(b[:linkBody])) {
		return 0, 0, errBadLink()
	}
	if now.Unix()/86400 > int64(binary.BigEndian.Uint32(b[12:])) {
		return 0, 0, errBadLink()
	}
	return id.Case(binary.BigEndian.Uint64(b)), int(binary.BigEndian.Uint32(b[8:])), nil
}

// errBadLink is the same for a forged, an expired and a revoked link.
func errBadLink() error {
	return errs.Missingf("This link does not work any more. Write to us and you get a new one.")
}

// pageURL is the customer's page of a case.
func (a *App) pageURL(c id.Case, epoch int, now time.Time) string {
	return a.base + "/c/" + a.linkToken(c, epoch, now)
}

// FormKey signs when a public form was opened: the same in every process of the house.
func (a *App) FormKey() []byte {
	mac := hmac.New(sha256.New, a.key)
	mac.Write([]byte("form"))
	return mac.Sum(nil)
}

func constantEqual(a, b string) bool { return hmac.Equal([]byte(a), []byte(b)) }

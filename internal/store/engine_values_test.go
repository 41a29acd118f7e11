package store_test

import (
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

type kindOfWord string

const createValues = `CREATE TABLE vals (id BIGINT PRIMARY KEY, word TEXT NOT NULL, body %J NOT NULL, yes %B NOT NULL, raw %R, at BIGINT NOT NULL)`

// openValues opens a store with a table of every type.
func openValues(t *testing.T, s *store.Store) {
	t.Helper()
	words := strings.NewReplacer("%J", "JSONB", "%B", "BOOLEAN", "%R", "BYTEA")
	if s.Engine() == "sqlite" {
		words = strings.NewReplacer("BIGINT", "INTEGER", "%J", "TEXT", "%B", "INTEGER", "%R", "BLOB", "NULL)", "NULL) STRICT")
	}
	if err := s.Write(t.Context(), func(tx *store.Tx) error { _, err := tx.Exec(words.Replace(createValues)); return err }); err != nil {
		t.Fatal(err)
	}
}

func TestValuesGoInAndComeBack(t *testing.T) {
	t.Parallel()
	type body struct {
		Name string  `json:"name"`
		ID   id.Case `json:"id"`
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		openValues(t, s)
		at := time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC)
		const key = id.Case(1<<62 + 12345)
		if err := s.Write(t.Context(), func(tx *store.Tx) error {
			if _, err := tx.Exec(`INSERT INTO vals (id, word, body, yes, raw, at) VALUES ($1, $2, $3, $4, $5, $6)`,
				key, kindOfWord("é"), store.JSON[body]{V: body{Name: "a\x00b \\u0000", ID: 7}}, true, []byte{0, 255}, store.Micros(at)); err != nil {
				return err
			}
			var k id.Case
			var word kindOfWord
			var b store.JSON[body]
			var yes bool
			var raw []byte
			var us int64
			for text, into := range map[string]any{"id": &k, "word": &word, "body": &b, "yes": &yes, "raw": &raw, "at": &us} {
				if err := tx.ScanOne(into, `SELECT `+text+` FROM vals WHERE id = $1 AND yes AND body->>'id' = '7'`, key); err != nil {
					return err
				}
			}
			if k != key || word != "é" || b.V.Name != `ab \u0000` || b.V.ID != 7 || !yes || string(raw) != "\x00\xff" || !store.Moment(us).Equal(at) {
				t.Errorf("came back as %v %v %+v %v %v %v", k, word, b.V, yes, raw, store.Moment(us))
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestListsAreFoundThroughJSON(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		wanted, err := store.List([]int64{3, 5, 1 << 61})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Read(t.Context(), func(tx *store.Tx) error {
			found, err := tx.Numbers(`SELECT node FROM nodes WHERE node IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($1 AS TEXT))) ORDER BY node`, wanted)
			if err == nil && (len(found) != 2 || found[0] != 3 || found[1] != 5) {
				t.Errorf("found %v", found)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestTextThatOneEngineCannotHoldIsRefusedByBoth(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a\x00b", "a\xffb"} {
		storetest.Each(t, func(t *testing.T, s *store.Store) {
			err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.SetMeta("a", text) })
			if !errs.Is(err, errs.Invalid) {
				t.Errorf("%q: %v", text, err)
			}
		})
	}
}

func TestMomentsKeepMicrosecondsAndNothing(t *testing.T) {
	t.Parallel()
	for _, at := range []time.Time{{}, monday(), monday().Add(time.Microsecond), time.Date(1931, 1, 1, 0, 0, 0, 0, time.UTC)} {
		if back := store.Moment(store.Micros(at)); !back.Equal(at) || back.IsZero() != at.IsZero() {
			t.Errorf("%v came back as %v", at, back)
		}
	}
}

func TestCleanJSONTakesOutNothingButNul(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`"a\u0000b"`:     `"ab"`,
		`"a\\u0000b"`:    `"a\\u0000b"`,
		`"a\\\u0000b\n"`: `"a\\b\n"`,
		`"plain"`:        `"plain"`,
	} {
		if got := store.CleanJSON(in); got != want {
			t.Errorf("%s became %s, want %s", in, got, want)
		}
	}
}

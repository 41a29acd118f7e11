package storetest

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"amends/internal/store"
)

// Raw is a second door into a database, past the store: for tests that tamper with rows, as a hand
// would, or look at what really stands in them.
func Raw(t testing.TB, c store.Config) *sql.DB {
	t.Helper()
	driver, address := "pgx", c.Database
	if c.Database == "" {
		driver, address = "sqlite", "file:"+filepath.Join(c.Data, "amends.db")+"?_pragma=busy_timeout(5000)"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close the second door: %v", err)
		}
	})
	return db
}

// Every column of every table, with the expression that reads it as text.
const (
	liteTexts = `
SELECT '"' || t.name || '"', 'CAST("' || c.name || '" AS TEXT)'
FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`
	pgTexts = `
SELECT '"' || table_name || '"', CASE data_type WHEN 'bytea' THEN 'encode("' || column_name || '", ''escape'')' ELSE 'CAST("' || column_name || '" AS TEXT)' END
FROM information_schema.columns WHERE table_schema = 'public'`
)

// Holding are the places in which a text stands, in any column of any row: "table expression".
func Holding(t testing.TB, c store.Config, text string) []string {
	t.Helper()
	db := Raw(t, c)
	query := pgTexts
	if c.Database == "" {
		query = liteTexts
	}
	var places []string
	for _, column := range pairs(t, db, query) {
		var n int
		look := fmt.Sprintf("SELECT COUNT(*) FROM %s WHERE %s LIKE '%%' || $1 || '%%'", column[0], column[1])
		if err := db.QueryRow(look, text).Scan(&n); err != nil {
			t.Fatalf("%s: %v", look, err)
		}
		if n > 0 {
			places = append(places, column[0]+" "+column[1])
		}
	}
	return places
}

func pairs(t testing.TB, db *sql.DB, query string) [][2]string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var found [][2]string
	for rows.Next() {
		var p [2]string
		if err := rows.Scan(&p[0], &p[1]); err != nil {
			t.Fatal(err)
		}
		found = append(found, p)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}

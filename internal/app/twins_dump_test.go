package app

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"amends/internal/store"
	"amends/internal/store/storetest"
)

// own are the tables of the engine and of the process, which differ by design: numbers of counters
// and nodes, the signing key, the migrations.
var own = []string{"counters", "nodes", "meta", "migrations", "schema_migrations"}

var (
	ids   = regexp.MustCompile(`\d{16,19}`)
	links = regexp.MustCompile(`https://care\.example/\S+`)
)

// dump is every row of every table as text, "table: column=value ...", with ids numbered in the order
// in which they appear and without what is signed with the house's own key.
func dump(t *testing.T, c store.Config) []string {
	t.Helper()
	return dumpOf(t, storetest.Raw(t, c), c.Database != "")
}

func dumpOf(t *testing.T, db *sql.DB, postgres bool) []string {
	t.Helper()
	query := `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`
	if postgres {
		query = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name COLLATE "C"`
	}
	var lines []string
	for _, name := range column(t, db, query) {
		if !slices.Contains(own, name) {
			lines = append(lines, rowsOf(t, db, name)...)
		}
	}
	return renumbered(lines)
}

// renumbered are the lines with every id replaced by when it first appeared. Moments have sixteen digits
// and begin with 1; ids are longer.
func renumbered(lines []string) []string {
	seen := map[string]string{}
	for i, line := range lines {
		lines[i] = ids.ReplaceAllStringFunc(links.ReplaceAllString(line, "LINK"), func(number string) string {
			if len(number) == 16 {
				return number
			}
			if seen[number] == "" {
				seen[number] = fmt.Sprintf("#%d", len(seen)+1)
			}
			return seen[number]
		})
	}
	return lines
}

func column(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		found = append(found, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}

// rowsOf are a table's rows in the order of its first two columns, which are its key but for words.
func rowsOf(t *testing.T, db *sql.DB, name string) []string {
	t.Helper()
	rows, err := db.Query(`SELECT * FROM "` + name + `" ORDER BY 1, 2`)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, lineOf(name, columns, values))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if name == "finds" || name == "contacts" {
		slices.Sort(lines) // keys of text, which the engines order differently
	}
	return lines
}

func lineOf(name string, columns []string, values []any) string {
	var b strings.Builder
	b.WriteString(name + ":")
	for i, v := range values {
		fmt.Fprintf(&b, " %s=%s", columns[i], plainText(v))
	}
	return b.String()
}

// plainText is a value as both engines would have it: 0 and 1 for booleans, JSON in one form.
func plainText(v any) string {
	switch x := v.(type) {
	case bool:
		if x {
			return "1"
		}
		return "0"
	case []byte:
		return plainJSON(string(x))
	case string:
		return plainJSON(x)
	}
	return fmt.Sprint(v)
}

func plainJSON(text string) string {
	if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") {
		return text
	}
	var v any
	read := json.NewDecoder(bytes.NewReader([]byte(text)))
	read.UseNumber()
	if read.Decode(&v) != nil {
		return text
	}
	out, err := json.Marshal(v)
	if err != nil {
		return text
	}
	return string(out)
}

// compareDumps shows the first few lines that differ.
func compareDumps(t *testing.T, a, b []string) {
	t.Helper()
	if len(a) < 1000 {
		t.Errorf("only %d rows were compared", len(a))
	}
	shown := 0
	for i := range max(len(a), len(b)) {
		x, y := "(nothing)", "(nothing)"
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x == y {
			continue
		}
		t.Errorf("SQLite:     %s\nPostgreSQL: %s", x, y)
		if shown++; shown == 5 {
			t.Fatalf("of %d and %d rows", len(a), len(b))
		}
	}
}

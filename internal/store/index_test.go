package store_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"amends/internal/store"
	"amends/internal/store/storetest"
)

// growing are the tables that grow with what happens; no page may read one from end to end.
var growing = []string{
	"approvals", "case_events", "cases", "commitments", "contacts", "customers", "drafts", "files", "finds", "intakes", "jobs",
	"messages", "notices", "postings", "redress",
}

// walks are the statements that do read a whole index or table, each with its reason.
var walks = map[string]string{
	"sqlUnbalanced":   "doctor sums all the books, on nobody's page",
	"sqlCountOwned":   "counts the cases that are worked on now, and most have ended",
	"sqlGivenBetween": "a report over a stretch of time, for which PostgreSQL may find one pass over all redress cheaper",
	"sqlNextDue":      "takes the first row of an index",
}

// TestEveryStatementUsesAnIndex looks at how each engine would run each statement: every table that
// grows is entered through a condition on an index, or through an index of only what is still owed.
func TestEveryStatementUsesAnIndex(t *testing.T) {
	t.Parallel()
	statements := reading(t)
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		storetest.OpenConfig(t, c)
		db := storetest.Raw(t, c)
		partial := partialIndexes(t, db, c)
		plan := litePlan
		if c.Database != "" {
			fill(t, db)
			plan = pgPlan
		}
		for _, name := range slices.Sorted(maps.Keys(statements)) {
			checkScans(t, name, plan(t, db, statements[name]), partial)
		}
	})
}

func checkScans(t *testing.T, name string, scans []scan, partial []string) {
	t.Helper()
	whole := slices.DeleteFunc(scans, func(s scan) bool {
		return s.bounded || !slices.Contains(growing, s.table) || slices.Contains(partial, s.index)
	})
	if _, listed := walks[name]; len(whole) > 0 && !listed {
		t.Errorf("%s reads all of %s (index %q)", name, whole[0].table, whole[0].index)
	}
}

// scan is how a plan enters a table.
type scan struct {
	table, index string
	bounded      bool // by a condition on the index that leaves few rows
}

// common are columns of which many rows have the same value: alone they bound nothing.
var common = []string{"kind", "state", "direction", "channel", "source", "actor", "currency", "severity"}

var column = regexp.MustCompile(`\(?"?([a-z_]+)"?\)? ?(?:=|<|>|IS|AND ROW)`)

// bounds reports whether a condition on an index names a column that is not a common one.
func bounds(condition string) bool {
	return slices.ContainsFunc(column.FindAllStringSubmatch(condition, -1), func(m []string) bool {
		return !slices.Contains(common, m[1])
	})
}

// reading are the statements that find rows: all but plain inserts.
func reading(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for name, text := range constants(t) {
		verb, _, _ := strings.Cut(strings.TrimSpace(text), " ")
		if strings.HasPrefix(name, "sql") && slices.Contains([]string{"SELECT", "UPDATE", "DELETE", "WITH"}, strings.TrimSpace(strings.Split(verb, "\n")[0])) {
			found[name] = text
		}
	}
	for name := range walks {
		if found[name] == "" {
			t.Errorf("%s is listed and does not exist", name)
		}
	}
	return found
}

var placeholder = regexp.MustCompile(`\$(\d+)`)

// parameters is how many values a statement takes.
func parameters(text string) int {
	most := 0
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		var n int
		if _, err := fmt.Sscan(m[1], &n); err == nil {
			most = max(most, n)
		}
	}
	return most
}

var (
	liteStep  = regexp.MustCompile(`^(SCAN|SEARCH) (\w+)(?: USING (?:COVERING |INTEGER )?(?:INDEX|PRIMARY KEY) ?(\w+)?)?(.*)`)
	liteAlias = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|UPDATE)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?`)
)

// litePlan follows https://sqlite.org/eqp.html: SEARCH has a condition, SCAN has none.
func litePlan(t *testing.T, db *sql.DB, text string) []scan {
	t.Helper()
	names := map[string]string{}
	for _, m := range liteAlias.FindAllStringSubmatch(text, -1) {
		names[m[2]] = m[1]
	}
	rows, err := db.Query("EXPLAIN QUERY PLAN "+text, make([]any, parameters(text))...)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	defer rows.Close()
	var scans []scan
	for rows.Next() {
		var node, parent, unused int
		var detail string
		if err := rows.Scan(&node, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		m := liteStep.FindStringSubmatch(detail)
		if m == nil {
			continue
		}
		s := scan{table: m[2], index: m[3], bounded: m[1] == "SEARCH" && bounds(m[4])}
		if real, ok := names[s.table]; ok {
			s.table = real
		}
		scans = append(scans, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return scans
}

// pgNode is a node of https://www.postgresql.org/docs/current/sql-explain.html in JSON.
type pgNode struct {
	Relation string   `json:"Relation Name"`
	Index    string   `json:"Index Name"`
	Cond     string   `json:"Index Cond"`
	Type     string   `json:"Node Type"`
	Plans    []pgNode `json:"Plans"`
}

// pgPlan is the plan for any values, as a prepared statement gets it.
func pgPlan(t *testing.T, db *sql.DB, text string) []scan {
	t.Helper()
	conn, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, x := range []string{"SET plan_cache_mode = force_generic_plan", "PREPARE looked AS " + store.LockWords(text)} {
		if _, err := conn.ExecContext(context.Background(), x); err != nil {
			t.Fatalf("%s: %v", x, err)
		}
	}
	execute := "EXECUTE looked"
	if n := parameters(text); n > 0 {
		execute += "(" + strings.TrimSuffix(strings.Repeat("NULL,", n), ",") + ")"
	}
	var out string
	if err := conn.QueryRowContext(context.Background(), "EXPLAIN (FORMAT JSON) "+execute).Scan(&out); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if _, err := conn.ExecContext(context.Background(), "DEALLOCATE looked"); err != nil {
		t.Fatal(err)
	}
	var plans []struct{ Plan pgNode }
	if err := json.Unmarshal([]byte(out), &plans); err != nil {
		t.Fatal(err)
	}
	return plans[0].Plan.scans("")
}

// scans are the ways into tables below a node. A bitmap's table stands above its indexes.
func (n pgNode) scans(table string) []scan {
	if n.Relation != "" {
		table = n.Relation
	}
	var found []scan
	if n.Index != "" || n.Type == "Seq Scan" {
		found = append(found, scan{table: table, index: n.Index, bounded: bounds(n.Cond)})
	}
	for _, below := range n.Plans {
		found = append(found, below.scans(table)...)
	}
	return found
}

// partialIndexes are the indexes of only some rows: what is owed, waits or failed.
func partialIndexes(t *testing.T, db *sql.DB, c store.Config) []string {
	t.Helper()
	query := `SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'`
	if c.Database != "" {
		query = `SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '% WHERE %'`
	}
	return texts(t, db, query)
}

func texts(t *testing.T, db *sql.DB, query string, args ...any) []string {
	t.Helper()
	rows, err := db.Query(query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
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

// enough rows make PostgreSQL prefer an index wherever one fits.
const enough = 15_000

// fill puts enough rows into every table that grows. They make no sense, but are as distinct as real ones.
func fill(t *testing.T, db *sql.DB) {
	t.Helper()
	for _, table := range growing {
		values := texts(t, db, `
SELECT CASE
	WHEN column_name IN ('id', 'number', 'ref', 'seq', 'commitment_id') THEN 'g'
	WHEN column_name = 'case_id' AND table_name = 'drafts' THEN 'g'
	WHEN column_name IN ('case_id', 'customer_id', 'message_id') THEN 'g / 4'
	WHEN column_name IN ('key', 'value', 'word', 'hash', 'mail_id', 'rung') THEN '''w'' || g'
	WHEN data_type = 'bigint' AND column_name LIKE '%\_at' THEN 'g * 1000'
	WHEN data_type = 'bigint' THEN 'g % 2000'
	WHEN data_type = 'boolean' THEN 'g % 10 = 0'
	WHEN data_type = 'jsonb' THEN 'CAST(''{}'' AS JSONB)'
	WHEN data_type = 'bytea' THEN 'CAST('''' AS BYTEA)'
	ELSE '''x'' || g % 7' END
FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position`, table)
		text := fmt.Sprintf("INSERT INTO %s SELECT %s FROM generate_series(1, %d) AS g", table, strings.Join(values, ", "), enough)
		if _, err := db.Exec(text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	if _, err := db.Exec("ANALYZE"); err != nil {
		t.Fatal(err)
	}
}

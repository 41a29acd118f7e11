package store_test

import (
	"slices"
	"strings"
	"testing"

	"amends/internal/store"
	"amends/internal/store/storetest"
)

// What a catalogue says, one line per column and per index. Tables whose name contains "search" belong
// to full-text search, where the engines differ.
const (
	liteColumns = `
SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type ||
       CASE WHEN c."notnull" = 1 OR (c.pk = 1 AND c.type = 'INTEGER') THEN ' not null' ELSE '' END
FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '%search%'`
	liteIndexes = `
SELECT 'index ' || t.name || ' (' || (SELECT group_concat(COALESCE(name, 'expression'), ', ') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) || ')' ||
       CASE i."unique" WHEN 1 THEN ' unique' ELSE '' END || CASE i.partial WHEN 1 THEN ' partial' ELSE '' END
FROM pragma_table_list AS t JOIN pragma_index_list(t.name) AS i
WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '%search%'`
	liteRowids = `
SELECT 'index ' || t.name || ' (' || min(c.name) || ') unique'
FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '%search%' AND c.pk > 0
GROUP BY t.name HAVING count(*) = 1 AND min(c.type) = 'INTEGER'`
	liteLoose = `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%search%'`

	pgColumns = `
SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END
FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '%search%'`
	pgIndexes = `
SELECT 'index ' || t.relname || ' (' || (
         SELECT string_agg(COALESCE(a.attname, 'expression'), ', ' ORDER BY k.place)
         FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
         LEFT JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.attnum AND k.attnum > 0
       ) || ')' || CASE WHEN i.indisunique THEN ' unique' ELSE '' END || CASE WHEN i.indpred IS NOT NULL THEN ' partial' ELSE '' END
FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid
WHERE t.relnamespace = 'public'::regnamespace AND t.relname NOT LIKE '%search%'`
)

func TestBothEnginesHaveTheSameTables(t *testing.T) {
	t.Parallel()
	lite := catalogue(t, "sqlite", liteColumns, liteIndexes, liteRowids)
	pg := catalogue(t, "postgres", pgColumns, pgIndexes)
	if len(lite) < 20 {
		t.Fatalf("the catalogue has only %d lines", len(lite))
	}
	for _, line := range lite {
		if !slices.Contains(pg, line) {
			t.Errorf("only on SQLite: %s", line)
		}
	}
	for _, line := range pg {
		if !slices.Contains(lite, line) {
			t.Errorf("only on PostgreSQL: %s", line)
		}
	}
}

// catalogue is what the queries say about a fresh database, in words that both engines share.
func catalogue(t *testing.T, engine string, queries ...string) []string {
	t.Helper()
	words := strings.NewReplacer(" bigint", " INTEGER", " boolean", " INTEGER", " text", " TEXT", " jsonb", " TEXT", " bytea", " BLOB", " double precision", " REAL")
	var lines []string
	s := storetest.Open(t, engine)
	for _, query := range queries {
		if err := s.Read(t.Context(), func(tx *store.Tx) error {
			found, err := tx.Texts(query)
			for _, line := range found {
				if strings.HasPrefix(line, "column ") {
					line = words.Replace(line)
				}
				lines = append(lines, line)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(lines)
	return lines
}

func TestEverySQLiteTableIsStrict(t *testing.T) {
	t.Parallel()
	if loose := catalogue(t, "sqlite", liteLoose); len(loose) > 0 {
		t.Errorf("these tables do not end with \") STRICT;\": %v", loose)
	}
}

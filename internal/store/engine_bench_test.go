package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"amends/internal/store"
	"amends/internal/store/storetest"
)

// BenchmarkWrite measures transactions of one insert, each durable when it returns, from 32 callers at once, and
// the same insert with nothing of ours around it: one after the other on SQLite, which has one
// writer, and from the same callers on PostgreSQL. The ratio is ours to bare.
func BenchmarkWrite(b *testing.B) {
	for _, engine := range storetest.Engines() {
		b.Run(engine, func(b *testing.B) {
			c := storetest.Config(b, engine)
			s := storetest.OpenConfig(b, c)
			var n atomic.Int64
			b.SetParallelism(16)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					name := fmt.Sprint("ours", n.Add(1))
					if err := s.Write(context.Background(), func(tx *store.Tx) error {
						_, err := tx.Exec(insertMeta, name, "x")
						return err
					}); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.StopTimer()
			ours := float64(b.N) / b.Elapsed().Seconds()
			theirs := bare(b, c)
			b.ReportMetric(ours, "ours/s")
			b.ReportMetric(theirs, "bare/s")
			b.ReportMetric(ours/theirs, "ratio")
		})
	}
}

// bare is how many inserts a second the engine does alone.
func bare(b *testing.B, c store.Config) float64 {
	b.Helper()
	if c.Database != "" {
		return barePostgres(b, c.Database)
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(c.Data, "amends.db")+"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	insert, err := db.Prepare(insertMeta)
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	const rows = 2000
	for i := range rows {
		if _, err := insert.Exec(fmt.Sprint("bare", i), "x"); err != nil {
			b.Fatal(err)
		}
	}
	return rows / time.Since(began).Seconds()
}

func barePostgres(b *testing.B, address string) float64 {
	b.Helper()
	settings, err := pgxpool.ParseConfig(address)
	if err != nil {
		b.Fatal(err)
	}
	settings.MaxConns = 16
	pool, err := pgxpool.NewWithConfig(context.Background(), settings)
	if err != nil {
		b.Fatal(err)
	}
	defer pool.Close()
	const callers, each = 32, 100
	began, done := time.Now(), make(chan error)
	for caller := range callers {
		go func() {
			var err error
			for i := 0; i < each && err == nil; i++ {
				_, err = pool.Exec(context.Background(), insertMeta, fmt.Sprint("bare", caller, "/", i), "x")
			}
			done <- err
		}()
	}
	for range callers {
		if err := <-done; err != nil {
			b.Fatal(err)
		}
	}
	return callers * each / time.Since(began).Seconds()
}

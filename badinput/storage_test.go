package badinput

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"amends/internal/server"
	"amends/internal/store"
	"amends/internal/store/migrate"
	"amends/internal/store/storetest"
)

// TestTheDatabaseIsGone cuts every connection and lets no new one in, as a stopped server does.
func TestTheDatabaseIsGone(t *testing.T) {
	t.Parallel()
	address := database(t, migrate.Postgres)
	h := open(t, server.Config{Place: server.Place{Data: t.TempDir(), Database: address}, Demo: true})
	kept := h.complains("Ada Lindqvist", "The parcel never came.")
	letIn := shut(t, address)

	for name, a := range map[string]answer{
		"a complaint":         h.api(http.MethodPost, "/complaints", `{"from":{"email":"olu@customer.example"},"text":"The lamp is broken."}`),
		"the customer's page": h.get(h.local(kept.PageURL)),
		"Today":               h.desk("/", nil),
		"a note":              h.desk("/cases/"+kept.ID+"/note", url.Values{"text": {"Called the depot."}}),
	} {
		if a.status != http.StatusServiceUnavailable || a.header.Get("Retry-After") == "" || len(strings.Fields(a.body)) < 5 {
			t.Errorf("%s: %d %q", name, a.status, a.body)
		}
	}
	if a := h.get("/readyz"); a.status != http.StatusServiceUnavailable {
		t.Errorf("ready without a database: %d", a.status)
	}
	if a := h.get("/healthz"); a.status != http.StatusOK {
		t.Errorf("not alive without a database: %d", a.status)
	}

	letIn()
	h.until("ready again", func() bool { return h.get("/readyz").status == http.StatusOK })
	h.complains("Olu Adeyemi", "The lamp is broken.")
	if a := h.desk("/cases/"+kept.ID, nil); a.status != http.StatusOK || !strings.Contains(a.body, "The parcel never came.") {
		t.Errorf("what was accepted before: %d", a.status)
	}
	h.examine()
}

// shut keeps everybody out of a PostgreSQL database until the returned function lets them in.
func shut(t *testing.T, address string) (letIn func()) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(u.Path, "/")
	u.Path = "/postgres"
	db := storetest.Raw(t, store.Config{Database: u.String()})
	run := func(statement string) {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	run("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false")
	run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'")
	return func() { run("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true") }
}

// until waits for something to become so; nothing takes the whole minute.
func (h *house) until(what string, so func() bool) {
	h.t.Helper()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for late := time.After(time.Minute); !so(); {
		select {
		case <-look.C:
		case <-late:
			h.t.Fatalf("not %s", what)
		}
	}
}

// TestTheDiskIsFull fills the disk under a house on SQLite, and makes room again.
func TestTheDiskIsFull(t *testing.T) {
	t.Parallel()
	h := open(t, server.Config{Place: server.Place{Data: smallDisk(t)}, Demo: true})
	kept := h.complains("Ada Lindqvist", "The parcel never came.")
	ballast := filepath.Join(h.Data, "ballast")
	fill(t, ballast)

	// What the database has room for in its own file may still be taken; sooner or later it is not.
	accepted := 1
	a := answer{}
	for range 500 {
		a = h.api(http.MethodPost, "/complaints", `{"from":{"email":"olu@customer.example"},"text":`+quote("The lamp is broken. "+strings.Repeat("And again. ", 400))+`}`)
		if a.status != http.StatusCreated {
			break
		}
		accepted++
	}
	if a.status != http.StatusServiceUnavailable || !strings.Contains(a.problem(t).Detail, "disk") {
		t.Errorf("a complaint on a full disk: %d %s", a.status, a.body)
	}
	if a := h.desk("/cases/"+kept.ID, nil); a.status != http.StatusOK || !strings.Contains(a.body, "The parcel never came.") {
		t.Errorf("reading on a full disk: %d", a.status)
	}

	h.must(os.Remove(ballast))
	h.complains("Noa Feldman", "It never arrived here.")
	if found := len(h.everyCase()); found != accepted+1 {
		t.Errorf("%d complaints were accepted and %d are there", accepted+1, found)
	}
	h.examine()
}

// smallDisk is a data folder on a disk of its own.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=12m"); err != nil {
		t.Skip("a disk of a size needs root; package store proves the same with a limit on the file: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	data := filepath.Join(dir, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	return data
}

// fill writes a file until the disk takes no more.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	block := bytes.Repeat([]byte("x"), 4096)
	for err == nil {
		_, err = f.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

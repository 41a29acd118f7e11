package storetest

import (
	"bufio"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// errNoServer is what a machine without PostgreSQL says. It is a failure, never a skip.
var errNoServer = errors.New("the tests need PostgreSQL 15 or newer: on Debian run `apt-get install postgresql`, elsewhere put its bin folder into PATH, or set AMENDS_TEST_PG to the address of a running one")

// script runs a server in a folder of its own until its standard input ends, which it does when
// the test process ends, however it ends: nothing is left running or lying about.
const script = `
set -e
cd "$1"
"$2/initdb" -D data -U postgres -A trust -E UTF8 --locale=C --no-sync --no-instructions >log 2>&1
"$2/postgres" -D data -k "$1" -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
	-c max_connections=400 -c shared_buffers=64MB -c autovacuum=off >>log 2>&1 </dev/null &
server=$!
until "$2/pg_isready" -q -h "$1"; do
	kill -0 $server
	sleep 0.02
done
echo ready
cat >/dev/null
kill -QUIT $server
wait $server || true
rm -rf "$1"
`

// startServer starts a PostgreSQL for this process and returns its address.
func startServer() (string, error) {
	bin, err := binaries()
	if err != nil {
		return "", err
	}
	folder, err := os.MkdirTemp("", "amends-pg-")
	if err != nil {
		return "", err
	}
	cmd := exec.Command("/bin/sh", "-c", script, "sh", folder, bin)
	// A session of its own: an interrupt at the terminal must not reach it before it can clean up.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if os.Geteuid() == 0 {
		cmd.SysProcAttr.Credential = nobody()
		if err := os.Chown(folder, int(cmd.SysProcAttr.Credential.Uid), int(cmd.SysProcAttr.Credential.Gid)); err != nil {
			return "", err
		}
	}
	if err := launch(cmd); err != nil {
		said, _ := os.ReadFile(filepath.Join(folder, "log"))
		_ = os.RemoveAll(folder)
		return "", fmt.Errorf("PostgreSQL did not start: %w\n%s", err, said)
	}
	u := url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/postgres", RawQuery: url.Values{"host": {folder}, "sslmode": {"disable"}}.Encode()}
	return u.String(), nil
}

// startTime is how long a server may take on a machine that is busy with other tests.
const startTime = time.Minute

// launch starts the script and waits for its word. The pipe to its input stays open as long as
// this process lives.
func launch(cmd *exec.Cmd) error {
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	late := time.AfterFunc(startTime, func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }) // the whole session
	defer late.Stop()
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		return errors.Join(err, in.Close(), cmd.Wait())
	}
	go func() { _ = cmd.Wait() }() // keeps cmd, and with it the pipe, from being collected
	return nil
}

// binaries is the folder of the newest PostgreSQL: Debian keeps the server's programs out of PATH.
func binaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path), nil
		}
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errNoServer
	}
	version := func(path string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
		return n
	}
	newest := slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(newest), nil
}

// nobody is who runs the server when we are root, whom PostgreSQL refuses.
func nobody() *syscall.Credential {
	if u, err := user.Lookup("postgres"); err == nil {
		uid, errU := strconv.ParseUint(u.Uid, 10, 32)
		gid, errG := strconv.ParseUint(u.Gid, 10, 32)
		if errU == nil && errG == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		}
	}
	return &syscall.Credential{Uid: 65534, Gid: 65534}
}

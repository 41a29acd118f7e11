package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// script runs a PostgreSQL with the settings it comes with, so with fsync, until its input ends.
const script = `
set -e
cd "$1"
"$2/initdb" -D data -U postgres -A trust -E UTF8 --locale=C --no-instructions >log 2>&1
"$2/postgres" -D data -k "$1" -c listen_addresses=127.0.0.1 -p "$3" >>log 2>&1 </dev/null &
server=$!
until "$2/pg_isready" -q -h 127.0.0.1 -p "$3"; do
	kill -0 $server
	sleep 0.05
done
echo ready
cat >/dev/null
kill -INT $server
wait $server || true
`

var errNoPostgres = errors.New("there is no PostgreSQL here: on Debian run `apt-get install postgresql`, or measure only the other engine with -engines sqlite")

// startPostgres starts a server on a port of its own; its data stays in folder until stop was called.
func startPostgres(ctx context.Context, folder string) (address string, stop func() error, err error) {
	bin, err := binaries()
	if err != nil {
		return "", nil, err
	}
	port, err := freePort()
	if err != nil {
		return "", nil, err
	}
	home := filepath.Join(folder, "postgres")
	if err := os.Mkdir(home, 0o700); err != nil {
		return "", nil, err
	}
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", script, "sh", home, bin, port)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := giveAway(cmd, folder, home); err != nil {
		return "", nil, err
	}
	if stop, err = launch(cmd, filepath.Join(home, "log")); err != nil {
		return "", nil, err
	}
	return "postgres://postgres@127.0.0.1:" + port + "/postgres?sslmode=disable", stop, nil
}

// binaries is the folder of the newest PostgreSQL: Debian keeps the server's programs out of PATH.
func binaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path), nil
		}
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil || len(found) == 0 {
		return "", errNoPostgres
	}
	slices.Sort(found)
	return found[len(found)-1], nil
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, errors.Join(err, l.Close())
}

// giveAway lets another user run the server when we are root, whom PostgreSQL refuses.
func giveAway(cmd *exec.Cmd, folder, home string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	uid, gid := 65534, 65534
	if u, err := user.Lookup("postgres"); err == nil {
		if uid, err = strconv.Atoi(u.Uid); err != nil {
			return err
		}
		if gid, err = strconv.Atoi(u.Gid); err != nil {
			return err
		}
	}
	cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return errors.Join(os.Chmod(folder, 0o711), os.Chown(home, uid, gid))
}

// startTime is how long the server may take to be there.
const startTime = time.Minute

// launch starts the script and waits for its word. stop ends its input and waits for its end.
func launch(cmd *exec.Cmd, log string) (stop func() error, err error) {
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	late := time.AfterFunc(startTime, func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }) // the whole session
	defer late.Stop()
	stop = func() error { return errors.Join(in.Close(), cmd.Wait()) }
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		said, _ := os.ReadFile(log)
		return nil, errors.Join(fmt.Errorf("PostgreSQL did not start: %s", said), stop())
	}
	return stop, nil
}

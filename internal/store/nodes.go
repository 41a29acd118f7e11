package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
)

// lease is a node number this process holds. Nobody else makes ids with it before until.
type lease struct {
	node  int
	owner int64
	until time.Time // by this process's monotonic clock, on the safe side
	maker *id.Maker
}

const (
	nodeLease  = 10 * time.Minute
	nodeRenew  = time.Minute
	nodeMargin = 2 * time.Minute // for clocks that run apart and answers that come late
)

// The number given back or run out longest ago is taken, so that a number rests as long as possible
// before it is used again: a clock set back must not make an id twice.
const sqlTakeNode = `
UPDATE nodes SET owner = $1, until_at = $2
WHERE until_at < $3 AND node = (SELECT node FROM nodes WHERE until_at < $3 ORDER BY until_at, node LIMIT 1)
RETURNING node`

const sqlRenewNode = `UPDATE nodes SET until_at = $1 WHERE node = $2 AND owner = $3`

// takeNode leases a node number from the table.
func (s *Store) takeNode(ctx context.Context) error {
	began := time.Now()
	held := lease{owner: rand.Int64(), until: began.Add(nodeLease - nodeMargin)}
	err := s.transact(ctx, func(t *Tx) error {
		wall, err := s.engine.wall(t)
		if err != nil {
			return err
		}
		held.node, err = one(t, sqlTakeNode, scalar[int], held.owner, micros(wall.Add(nodeLease)), micros(wall))
		if errors.Is(err, errMissing) {
			return s.noNode(t, wall)
		}
		return err
	})
	if err != nil {
		return err
	}
	held.maker = id.NewMaker(held.node)
	s.node.Store(&held)
	return nil
}

const sqlFreeNodes = `SELECT count(*) FROM nodes WHERE until_at < $1`

// noNode tells another process having been first from all numbers being taken.
func (s *Store) noNode(t *Tx, wall time.Time) error {
	free, err := one(t, sqlFreeNodes, scalar[int], micros(wall))
	if err != nil {
		return err
	}
	if free > 0 {
		return errLostRace
	}
	return errs.Busyf("%d processes use this database already, which is the most there can be. Stop one, or wait ten minutes for those that crashed.", id.MaxNode+1)
}

// renewNode prolongs the lease, or takes another number when somebody has taken this one.
func (s *Store) renewNode(ctx context.Context) error {
	held, began, renewed := *s.node.Load(), time.Now(), int64(0)
	err := s.transact(ctx, func(t *Tx) error {
		wall, err := s.engine.wall(t)
		if err != nil {
			return err
		}
		renewed, err = t.exec(sqlRenewNode, micros(wall.Add(nodeLease)), held.node, held.owner)
		return err
	})
	if err != nil {
		return err
	}
	if renewed == 0 {
		return s.takeNode(ctx)
	}
	held.until = began.Add(nodeLease - nodeMargin)
	s.node.Store(&held)
	return nil
}

// holdNode makes sure that the lease stands; it asks the database only after a long absence.
func (s *Store) holdNode(ctx context.Context) error {
	if time.Now().Before(s.node.Load().until) {
		return nil
	}
	return s.renewNode(ctx)
}

// keepNode renews the lease until ctx ends. A failure needs no word: the next round tries again, and
// holdNode refuses to write when none succeeds in time.
func (s *Store) keepNode(ctx context.Context) {
	defer close(s.done)
	tick := time.NewTicker(nodeRenew)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			_ = s.renewNode(ctx)
		}
	}
}

// leaveNode gives the number back. What it cannot say, the end of the lease says.
func (s *Store) leaveNode() error {
	held := s.node.Load()
	return s.transact(context.Background(), func(t *Tx) error {
		wall, err := s.engine.wall(t)
		if err != nil {
			return err
		}
		_, err = t.exec(sqlRenewNode, micros(wall), held.node, held.owner)
		return err
	})
}

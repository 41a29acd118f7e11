package store

import "time"

// Now is the moment by the store's clock, in UTC, in whole microseconds.
func (s *Store) Now() time.Time { return s.clock().UTC().Truncate(time.Microsecond) }

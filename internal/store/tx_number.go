package store

// NextNumber is the next number of a counter, from 1, for what people read out on the
// telephone. counter is a plain lower-case word. Numbers may have gaps (PostgreSQL does not give back
// what a rolled back transaction took) and are never given twice.
func (t *Tx) NextNumber(counter string) (int64, error) {
	return t.store.engine.number(t, counter)
}

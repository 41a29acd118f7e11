package store

// LockWords is a statement as PostgreSQL gets it.
var LockWords = lockWords

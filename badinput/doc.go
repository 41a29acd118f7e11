// Package badinput holds what happens to a running house that is asked for the impossible: too
// much, too odd, too late, twice at once, or while its disk or its database is gone. Every such
// thing gets a clear answer, and nothing that was accepted is lost. It is tests only and comes in
// by the doors that people and programs use.
package badinput

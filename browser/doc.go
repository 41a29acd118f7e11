// Package browser holds what people do with a running house in Chromium: the main path as one
// story, on a desk and on a phone, with and without scripts. It is tests only and knows the house
// from outside: what it needs of the inside is who works there, a link to sign in, and the time.
package browser

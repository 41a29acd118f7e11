package endpoint

import (
	"context"
	"net/http"

	"amends/internal/recovery"
	"amends/internal/words"
)

type contextKey int

const (
	keyActor contextKey = iota
	keyWords
	keyRequest
)

// Who is who asks, made at the door. Behind no door it is nobody, who may do nothing.
func Who(ctx context.Context) recovery.Actor {
	who, _ := ctx.Value(keyActor).(recovery.Actor)
	return who
}

// WithWho is a context in which who asks.
func WithWho(ctx context.Context, who recovery.Actor) context.Context {
	return context.WithValue(ctx, keyActor, who)
}

// Words writes for whoever asks, in their language and the house's zone.
func Words(ctx context.Context) *words.Printer {
	if p, ok := ctx.Value(keyWords).(*words.Printer); ok {
		return p
	}
	return words.For("", nil)
}

// WithWords is a context in which p writes.
func WithWords(ctx context.Context, p *words.Printer) context.Context {
	return context.WithValue(ctx, keyWords, p)
}

// RequestID is the name of the request in the log, "" outside Frame.
func RequestID(ctx context.Context) string {
	name, _ := ctx.Value(keyRequest).(string)
	return name
}

// routeOf is the pattern that matched. Paths may hold secrets (a customer's link, a one-time
// token), so they never reach the log.
func routeOf(r *http.Request) string {
	if r.Pattern == "" {
		return "none"
	}
	return r.Pattern
}

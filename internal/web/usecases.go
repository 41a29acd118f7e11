package web

import (
	"context"
	"time"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/recovery"
)

// Desk is what the pages of this package ask of the house; *app.App is it.
type Desk interface {
	Today(ctx context.Context, who app.Actor, in app.TodayIn) (app.Today, error)
	Cases(ctx context.Context, who app.Actor, in app.CasesIn) (app.Cases, error)
	Case(ctx context.Context, who app.Actor, c id.Case, before string) (app.CaseView, error)
	Find(ctx context.Context, who app.Actor, text string) (app.Found, error)
	Do(ctx context.Context, who app.Actor, c id.Case, cmd recovery.Command) error
	Complain(ctx context.Context, who app.Actor, in app.Complaint) (app.Receipt, error)
	Reply(ctx context.Context, who app.Actor, in app.ReplyIn) (app.ReplyOut, error)
	Note(ctx context.Context, who app.Actor, c id.Case, text string) error
	Call(ctx context.Context, who app.Actor, in app.CallIn) error
	SaveDraft(ctx context.Context, who app.Actor, in app.DraftIn) (app.Draft, error)
	Coach(ctx context.Context, who app.Actor, c id.Case, text string) (app.Coaching, error)
	Now() time.Time
	Zone() *time.Location
	SetClock(ctx context.Context, who app.Actor, to time.Time) error
}

var _ Desk = (*app.App)(nil)

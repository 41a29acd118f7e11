package app

import (
	"context"
	"slices"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/store"
)

// tokenPrefix lets people and scanners know a token of ours when they find one where it should not be.
const tokenPrefix = "amends_"

// CreateToken makes an API token and gives it this once; only its hash is kept. The name stands in
// the story of what the program does, so no two tokens in use have the same.
func (a *App) CreateToken(ctx context.Context, actor Actor, name string, role recovery.Role) (string, error) {
	if err := allowed(actor, "save_tokens"); err != nil {
		return "", err
	}
	name = cut(clean(name), 60)
	if name == "" {
		return "", errs.Invalidf("name", "Name the program that will use this token.")
	}
	if !slices.Contains(recovery.Roles(), role) {
		return "", errs.Invalidf("role", "A role is representative, lead, manager or admin.")
	}
	token := tokenPrefix + newSecret()
	return token, a.store.Write(ctx, func(tx *store.Tx) error {
		tokens, err := tx.Tokens()
		if err != nil {
			return err
		}
		if slices.ContainsFunc(tokens, func(x store.Token) bool { return x.Name == name && !x.Revoked }) {
			return errs.Invalidf("name", "There is a token called %s already. Revoke it first, or choose another name.", name)
		}
		x := store.Token{ID: id.Row(tx.NewID()), Name: name, Role: role, MadeAt: tx.Now()}
		if err := tx.AddToken(hashOf(token), x); err != nil {
			return err
		}
		return tx.Audit(actor, "token.made", name+" "+string(role))
	})
}

// RevokeToken makes a token worthless from now on.
func (a *App) RevokeToken(ctx context.Context, actor Actor, t id.Row) error {
	if err := allowed(actor, "save_tokens"); err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.RevokeToken(t); store.IsMissing(err) {
			return errs.Missingf("There is no such token.")
		} else if err != nil {
			return err
		}
		return tx.Audit(actor, "token.revoked", t.Text())
	})
}

// Bearer is who an API token belongs to; denied when it is not known or revoked.
func (a *App) Bearer(ctx context.Context, token string) (Actor, error) {
	var x store.Token
	err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		x, err = tx.Token(hashOf(token))
		return err
	})
	if errs.Is(err, errs.Missing) || (err == nil && x.Revoked) {
		return Actor{}, errs.Deniedf("This token is not known here, or was revoked.")
	}
	if err != nil {
		return Actor{}, err
	}
	a.seen(ctx, x.UsedAt, func(tx *store.Tx) error { return tx.UseToken(x.ID) })
	return Actor{Kind: recovery.ByToken, Role: x.Role, Name: x.Name}, nil
}

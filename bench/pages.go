package main

import (
	"context"
	"net/http"
	"slices"
	"time"

	"amends/internal/insight"
)

// page is one page asked for many times, one after the other.
type page struct {
	Name, Path string
	Asked      int
	Size       int // bytes
	P50, P99   time.Duration
}

func pages() []page {
	return []page{
		{Name: "Today, mine", Path: "/"},
		{Name: "Today, all", Path: "/?scope=all"},
		{Name: "Cases", Path: "/cases"},
		{Name: "Cases, of one state", Path: "/cases?state=received"},
		{Name: "Cases, found by a name", Path: "/cases?q=c8-17@"},
	}
}

// warm is how many are asked for before it counts.
const warm = 20

func (h *house) readAll(ctx context.Context, n int) ([]page, error) {
	list := pages()
	for i := range list {
		if err := h.read(ctx, &list[i], n); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (h *house) read(ctx context.Context, p *page, n int) error {
	var took []time.Duration
	for i := range warm + n {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.url(p.Path), nil)
		if err != nil {
			return err
		}
		r.AddCookie(&http.Cookie{Name: "amends", Value: h.cookie})
		began := time.Now()
		if p.Size, err = h.ask(r, http.StatusOK); err != nil {
			return err
		}
		if i >= warm {
			took = append(took, time.Since(began))
		}
	}
	slices.Sort(took)
	p.Asked, p.P50, p.P99 = len(took), insight.Quantile(took, 0.5), insight.Quantile(took, 0.99)
	return nil
}

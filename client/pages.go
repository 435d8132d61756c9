package client

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"strconv"
)

const (
	pageSize = 100
	maxPages = 10_000 // a list that has more is one that does not end
)

// page is what all lists of the API answer beside their items.
type page struct {
	Limit      int  `json:"limit"`
	Offset     int  `json:"offset"`
	TotalCount *int `json:"totalCount"` // nil when the answer lacks it
}

func (p page) total() *int { return p.TotalCount }

// envelope is one page of a list of T.
type envelope[T identified] interface {
	items() []T
	total() *int
}

var errNoList = errors.New("the body has neither items nor their number, and is no list")

// pages turns offset paging into a sequence that can be ranged over more than once; each time it reads the list anew.
// An empty page ends it even if the reported total was not reached, so a shrinking list cannot make it spin. An item
// that moved to the next page because the list grew is not repeated; a page with nothing new is an error.
func pages[T identified, P envelope[T]](ctx context.Context, c *Client, path string, query url.Values) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		seen := map[string]struct{}{}
		for n, offset := 0, 0; ; n++ {
			var p P
			err := c.Do(ctx, http.MethodGet, path, pageQuery(query, offset), nil, &p)
			total := p.total()
			switch {
			case err != nil:
			case total == nil && p.items() == nil: // must not pass for an empty list: what is missing would be created
				err = &AnswerError{Method: http.MethodGet, Path: path, StatusCode: http.StatusOK, Err: errNoList}
			default:
				err = c.fresh(path, offset, n, identities(p.items()), seen)
			}
			if err != nil {
				yield(zero, err)
				return
			}
			for _, item := range p.items() {
				id := item.identity()
				if _, again := seen[id]; again {
					continue
				}
				seen[id] = struct{}{}
				if !yield(item, nil) {
					return
				}
			}
			offset += len(p.items())
			if len(p.items()) == 0 || total != nil && *total > 0 && offset >= *total {
				return
			}
		}
	}
}

// fresh refuses pages that lead nowhere: without IDs, without anything new, or beyond all bounds.
func (c *Client) fresh(path string, offset, n int, ids []string, seen map[string]struct{}) error {
	var err error
	repeats := len(ids) > 0
	for i, id := range ids {
		if id == "" {
			err = fmt.Errorf("item %d of the list has no ID", offset+i)
		}
		if _, again := seen[id]; !again {
			repeats = false
		}
	}
	switch {
	case err != nil:
	case repeats:
		err = fmt.Errorf("the page at offset %d repeats earlier ones", offset)
	case n >= maxPages:
		err = fmt.Errorf("the list does not end after %d pages", n)
	default:
		return nil
	}
	return &AnswerError{Method: http.MethodGet, Path: path, StatusCode: http.StatusOK, Err: err}
}

func identities[T identified](items []T) []string {
	ids := make([]string, len(items))
	for i, item := range items {
		ids[i] = item.identity()
	}
	return ids
}

func pageQuery(query url.Values, offset int) url.Values {
	q := maps.Clone(query)
	if q == nil {
		q = url.Values{}
	}
	q.Set("limit", strconv.Itoa(pageSize))
	q.Set("offset", strconv.Itoa(offset))
	return q
}

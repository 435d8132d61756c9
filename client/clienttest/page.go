package clienttest

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// defaultLimit is the length of a page that nobody asked a length for.
const defaultLimit = 20

// envelope is one page of a list under the name that its operation has for it.
type envelope map[string]any

// page cuts the page out of the items that the query asks for.
func page[T any](c *call, name string, items []T) (envelope, error) {
	items, err := sorted(items, c.query["sorts"])
	if err != nil {
		return nil, err
	}
	return pageOf(c, name, items, func(item T) T { return item }), nil
}

// shownPage is [page] for items that take long to show: where no order is asked for, only those of the page are shown.
func shownPage[T, A any](c *call, name string, items []T, show func(T) A) (envelope, error) {
	if len(c.query["sorts"]) == 0 {
		return pageOf(c, name, items, show), nil
	}
	shown := make([]A, len(items))
	for i, item := range items {
		shown[i] = show(item)
	}
	return page(c, name, shown)
}

func pageOf[T, A any](c *call, name string, items []T, show func(T) A) envelope {
	limit, offset := defaultLimit, 0
	if text := c.query.Get("limit"); text != "" {
		limit, _ = strconv.Atoi(text) // was checked
	}
	if text := c.query.Get("offset"); text != "" {
		offset, _ = strconv.Atoi(text)
	}
	if c.conf.pageSize > 0 {
		limit = min(limit, c.conf.pageSize)
	}
	from := min(offset, len(items))
	shown := []A{}
	for _, item := range items[from : from+min(limit, len(items)-from)] {
		shown = append(shown, show(item))
	}
	return envelope{name: shown, "limit": limit, "offset": offset, "totalCount": len(items)}
}

// sorted orders items by fields of their JSON; equal ones keep the order of creation.
func sorted[T any](items []T, sorts []string) ([]T, error) {
	if len(sorts) == 0 {
		return items, nil
	}
	type row struct {
		item   T
		fields map[string]any
	}
	rows := make([]row, len(items))
	for i, item := range items {
		text, err := json.Marshal(item)
		if err == nil {
			err = json.Unmarshal(text, &rows[i].fields)
		}
		if err != nil {
			return nil, err
		}
		rows[i].item = item
	}
	slices.SortStableFunc(rows, func(x, y row) int {
		for _, s := range sorts {
			name, order, _ := strings.Cut(s, ":")
			if n := compareField(x.fields, y.fields, sortKey(name)); n != 0 && order == "desc" {
				return -n
			} else if n != 0 {
				return n
			}
		}
		return 0
	})
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = r.item
	}
	return out, nil
}

// sortKey returns the path of the field that a name in sorts stands for.
func sortKey(name string) []string {
	switch name {
	case "ipAddress":
		return []string{"ipAddressRange"}
	case "tokenStartAt":
		return []string{"startAt"}
	case "createdById":
		return []string{"createdBy", "id"}
	case "updatedById":
		return []string{"updatedBy", "id"}
	}
	return []string{name}
}

func compareField(x, y map[string]any, path []string) int {
	a, b := textAt(x, path), textAt(y, path)
	if strings.HasSuffix(path[0], "At") {
		s, errS := time.Parse(time.RFC3339, a)
		t, errT := time.Parse(time.RFC3339, b)
		if errS == nil && errT == nil {
			return s.Compare(t)
		}
	}
	return cmp.Compare(a, b)
}

func textAt(fields map[string]any, path []string) string {
	var v any = fields
	for _, name := range path {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	text, _ := v.(string)
	return text
}

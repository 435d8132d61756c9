package deployfile

import "slices"

func (r *planReader) summaryMember(key string) error {
	s := &r.summary
	switch key {
	case "create":
		return r.count(&s.Create)
	case "update":
		return r.count(&s.Update)
	case "delete":
		return r.count(&s.Delete)
	case "keep":
		return r.count(&s.Keep)
	case "blocked":
		return r.count(&s.Blocked)
	case "destructive":
		return r.bool(&s.Destructive)
	default:
		return errUnknownKey
	}
}

func (r *planReader) change(c *Change, key string) error {
	switch key {
	case "action":
		if err := readText(r, &c.Action); err != nil {
			return err
		}
		if !slices.Contains(actions[:], c.Action) {
			return fault("is neither create nor update nor delete")
		}
		return nil
	case "path":
		return readText(r, &c.Path)
	case "secret":
		return r.bool(&c.Secret)
	case "omitted":
		return r.bool(&c.Omitted)
	case "impact":
		return r.impacts(c)
	case "before":
		return r.value(&c.Before)
	case "after":
		return r.value(&c.After)
	case "factor":
		return r.float(&c.Factor)
	case "reason":
		return readText(r, &c.Reason)
	default:
		return errUnknownKey
	}
}

func (r *planReader) impacts(c *Change) error {
	c.Impact = []Impact{}
	return r.array(func() error {
		s, err := r.string()
		if err != nil {
			return err
		}
		i := slices.Index(impacts[:], Impact(s))
		if i < 0 {
			return fault("is no impact that this version knows")
		}
		c.Impact = append(c.Impact, impacts[i])
		return nil
	})
}

func (r *planReader) blocked(b *Blocked, key string) error {
	switch key {
	case "code":
		return readText(r, &b.Code)
	case "path":
		return readText(r, &b.Path)
	case "before":
		return r.value(&b.Before)
	case "after":
		return r.value(&b.After)
	case "message":
		return readText(r, &b.Message)
	case "hint":
		return readText(r, &b.Hint)
	default:
		return errUnknownKey
	}
}

func (r *planReader) kept(k *Kept, key string) error {
	switch key {
	case "path":
		return readText(r, &k.Path)
	case "secret":
		return r.bool(&k.Secret)
	case "reason":
		return readText(r, &k.Reason)
	default:
		return errUnknownKey
	}
}

func (r *planReader) note(n *Note, key string) error {
	switch key {
	case "code":
		return readText(r, &n.Code)
	case "path":
		return readText(r, &n.Path)
	case "message":
		return readText(r, &n.Message)
	case "hint":
		return readText(r, &n.Hint)
	default:
		return errUnknownKey
	}
}

func (r *planReader) scale(key string) error {
	s := &r.plan.Scale
	switch key {
	case "before":
		return r.capacity(&s.Before)
	case "after":
		return r.capacity(&s.After)
	case "cost":
		s.Cost = &Cost{}
		return r.cost(s.Cost)
	default:
		return errUnknownKey
	}
}

func (r *planReader) capacity(c *Capacity) error {
	return r.object(func(key string) error {
		switch key {
		case "minCPU":
			return r.float(&c.MinCPU)
		case "maxCPU":
			return r.float(&c.MaxCPU)
		case "minMemoryGiB":
			return r.float(&c.MinMemoryGiB)
		case "maxMemoryGiB":
			return r.float(&c.MaxMemoryGiB)
		case "unknown":
			return r.texts(&c.Unknown)
		default:
			return errUnknownKey
		}
	})
}

func (r *planReader) cost(c *Cost) error {
	return r.object(func(key string) error {
		switch key {
		case "currency":
			return readText(r, &c.Currency)
		case "before":
			return r.costRange(&c.Before)
		case "after":
			return r.costRange(&c.After)
		case "unpriced":
			return r.texts(&c.Unpriced)
		default:
			return errUnknownKey
		}
	})
}

func (r *planReader) costRange(c *CostRange) error {
	return r.object(func(key string) error {
		switch key {
		case "min":
			return r.float(&c.Min)
		case "max":
			return r.float(&c.Max)
		default:
			return errUnknownKey
		}
	})
}

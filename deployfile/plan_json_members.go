package deployfile

import (
	"slices"
	"strconv"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// actions and impacts are the words of the wire form, in the order in which messages list them.
var (
	actions = [...]Action{ActionCreate, ActionUpdate, ActionDelete}
	impacts = [...]Impact{
		ImpactRestart, ImpactScale, ImpactQueueCreated, ImpactQueueDeleted, ImpactQueueReplaced, ImpactDataLoss,
		ImpactCostUp, ImpactScheduleOff, ImpactIrreversible,
	}
)

func (w *planWriter) summary(s Summary) {
	w.open("summary", '{')
	w.number("create", s.Create)
	w.number("update", s.Update)
	w.number("delete", s.Delete)
	w.number("keep", s.Keep)
	w.number("blocked", s.Blocked)
	w.key("destructive")
	w.out = strconv.AppendBool(w.out, s.Destructive)
	w.close('}')
}

func (w *planWriter) change(c *Change) {
	if !slices.Contains(actions[:], c.Action) {
		w.fail("%s has the unknown action %s", diag.Quote(string(c.Path)), diag.Quote(string(c.Action)))
	}
	w.text("action", string(c.Action))
	w.text("path", string(c.Path))
	w.flag("secret", c.Secret)
	w.flag("omitted", c.Omitted)
	w.open("impact", '[')
	for _, i := range c.Impact {
		if !slices.Contains(impacts[:], i) {
			w.fail("%s has the unknown impact %s", diag.Quote(string(c.Path)), diag.Quote(string(i)))
		}
		w.separate()
		w.out = yamltree.AppendJSONText(w.out, string(i), true)
	}
	w.close(']')
	w.value("before", c.Before, c.Path)
	w.value("after", c.After, c.Path)
	if c.Factor != 0 {
		w.float("factor", c.Factor)
	}
	w.text("reason", c.Reason)
}

func (w *planWriter) blocked(b *Blocked) {
	w.text("code", string(b.Code))
	w.text("path", string(b.Path))
	w.value("before", b.Before, b.Path)
	w.value("after", b.After, b.Path)
	w.text("message", b.Message)
	w.text("hint", b.Hint)
}

func (w *planWriter) kept(k *Kept) {
	w.text("path", string(k.Path))
	w.flag("secret", k.Secret)
	w.text("reason", k.Reason)
}

func (w *planWriter) note(n *Note) {
	w.text("code", string(n.Code))
	w.text("path", string(n.Path))
	w.text("message", n.Message)
	w.optional("hint", n.Hint)
}

func (w *planWriter) scale(s *Scale) {
	w.open("scale", '{')
	w.capacity("before", &s.Before)
	w.capacity("after", &s.After)
	if c := s.Cost; c != nil {
		w.open("cost", '{')
		w.optional("currency", c.Currency)
		w.costRange("before", c.Before)
		w.costRange("after", c.After)
		if len(c.Unpriced) > 0 {
			w.texts("unpriced", c.Unpriced)
		}
		w.close('}')
	}
	w.close('}')
}

func (w *planWriter) capacity(name string, c *Capacity) {
	w.open(name, '{')
	w.float("minCPU", c.MinCPU)
	w.float("maxCPU", c.MaxCPU)
	w.float("minMemoryGiB", c.MinMemoryGiB)
	w.float("maxMemoryGiB", c.MaxMemoryGiB)
	if len(c.Unknown) > 0 {
		w.texts("unknown", c.Unknown)
	}
	w.close('}')
}

func (w *planWriter) costRange(name string, r CostRange) {
	w.open(name, '{')
	w.float("min", r.Min)
	w.float("max", r.Max)
	w.close('}')
}

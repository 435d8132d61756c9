package deployfile

import (
	"slices"
	"strconv"
)

// plainMargin stands in front of sentences, in a diff too, where the first column has a meaning.
const plainMargin = "  "

// unasked reports whether something stays that the file does not ask to keep, which its author may not expect.
func (k Kept) unasked() bool { return k.Reason != reasonNoValue && k.Reason != reasonSameValue }

// kept appends what stays and is worth telling: secrets one a line, everything else in a sentence for each reason.
func (t *planPrinter) kept(worth func(Kept) bool) {
	var secrets []planEntry
	var reasons []string
	others := map[string][]string{}
	for i := range t.plan.Kept {
		k := &t.plan.Kept[i]
		if !worth(*k) {
			continue
		}
		if k.Secret {
			secrets = append(secrets, keptSecret(k))
			continue
		}
		if others[k.Reason] == nil {
			reasons = append(reasons, k.Reason)
		}
		others[k.Reason] = append(others[k.Reason], shortPath(k.Path))
	}
	if len(secrets) > 0 {
		s := planSection{entries: secrets}
		s.gather()
		t.entries(s.entries)
	}
	for i, reason := range reasons {
		if i > 0 || len(secrets) > 0 {
			t.out = append(t.out, '\n')
		}
		sentence := allOf(others[reason]) + " stay as they are"
		if len(others[reason]) == 1 {
			sentence = others[reason][0] + " stays as it is"
		}
		if reason != "" {
			sentence += ": " + prose(reason)
		}
		t.prose(sentence, plainMargin)
	}
}

func keptSecret(k *Kept) planEntry {
	place := planPlaceOf(k.Path)
	name := place.entry
	if name == "" || place.field != "" && place.field != "value" {
		name = shortPath(k.Path)
	}
	return planEntry{planRow: planRow{mark: markKept, name: name, value: shown{after: "secret, kept"}}, reason: k.Reason}
}

// notes appends what changes nothing.
func (t *planPrinter) notes() {
	for i := range t.plan.Notes {
		n := &t.plan.Notes[i]
		t.row(&planRow{name: shortPath(n.Path), words: codeWords(n.Code)}, markNote, 0, 0)
		t.reason(n.Message, 0)
		if n.Hint != "" {
			t.reason("hint: "+n.Hint, 0)
		}
	}
}

// scales reports whether the capacity or the cost of the workers is worth a line.
func (p *Plan) scales() bool {
	b, a := &p.Scale.Before, &p.Scale.After
	return p.Scale.Cost != nil || len(b.Unknown) > 0 || len(a.Unknown) > 0 || b.MinCPU != a.MinCPU || b.MaxCPU != a.MaxCPU ||
		b.MinMemoryGiB != a.MinMemoryGiB || b.MaxMemoryGiB != a.MaxMemoryGiB
}

// scale appends what the workers may use, and what that costs.
func (t *planPrinter) scale() {
	s := &t.plan.Scale
	b, a := &s.Before, &s.After
	if t.plan.Creation {
		t.prose("workers: from "+capacityWords(a.MinCPU, a.MinMemoryGiB)+" to "+capacityWords(a.MaxCPU, a.MaxMemoryGiB), plainMargin)
		b = a
	}
	if b.MaxCPU != a.MaxCPU || b.MaxMemoryGiB != a.MaxMemoryGiB {
		t.scaleLine("workers: at most ", capacityWords(b.MaxCPU, b.MaxMemoryGiB), capacityWords(a.MaxCPU, a.MaxMemoryGiB), times(b.MaxCPU, a.MaxCPU))
	}
	if b.MinCPU != a.MinCPU || b.MinMemoryGiB != a.MinMemoryGiB {
		t.scaleLine("workers: at least ", capacityWords(b.MinCPU, b.MinMemoryGiB), capacityWords(a.MinCPU, a.MinMemoryGiB), times(b.MinCPU, a.MinCPU))
	}
	if unknown := slices.Compact(slices.Sorted(slices.Values(slices.Concat(b.Unknown, a.Unknown)))); len(unknown) > 0 {
		t.prose("not counted, because the size of their workers is not known: "+allOf(plainNames(unknown)), plainMargin)
	}
	c := s.Cost
	if c == nil {
		return
	}
	unit := " an hour"
	if c.Currency != "" {
		unit = " " + prose(c.Currency) + unit
	}
	t.scaleLine("workers cost at most ", price(c.Before.Max, unit), price(c.After.Max, unit), times(c.Before.Max, c.After.Max))
	t.scaleLine("workers cost at least ", price(c.Before.Min, unit), price(c.After.Min, unit), times(c.Before.Min, c.After.Min))
	if len(c.Unpriced) > 0 {
		t.prose("without a price, so not in these figures: "+allOf(plainNames(c.Unpriced)), plainMargin)
	}
}

func (t *planPrinter) scaleLine(words, before, after, factor string) {
	line := words + before
	if before != after {
		line += " → " + after
	} else {
		line += ", as before"
	}
	if factor != "" {
		line += " (" + factor + ")"
	}
	t.prose(line, plainMargin)
}

func capacityWords(cpu, memory float64) string {
	return decimal(cpu) + " vCPU and " + decimal(memory) + " GiB"
}

// price writes an amount with two decimals, and one that is smaller than that with four.
func price(amount float64, unit string) string {
	decimals := 2
	if amount != 0 && amount < 0.1 {
		decimals = 4
	}
	return strconv.FormatFloat(amount, 'f', decimals, 64) + unit
}

func plainNames(list []string) []string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = plainName(s)
	}
	return quoted
}

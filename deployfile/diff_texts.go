package deployfile

import "github.com/astrofile/astrofile/deployfile/diag"

// set compares two lists of texts whose order and repetitions mean nothing.
func (d *differ) set(p diag.Path, live, want []string, identity func(string) string, came, gone string) {
	has := make(map[string]bool, len(want)) // whether it was live
	for _, text := range want {
		has[identity(text)] = false
	}
	seen := make(map[string]bool, len(live))
	for _, text := range live {
		id := identity(text)
		if _, stays := has[id]; stays {
			has[id] = true
			continue
		}
		if !seen[id] {
			seen[id] = true
			d.change(Change{Action: ActionDelete, Path: p.Element(text), Omitted: want == nil, Before: textValue(text), Reason: gone})
		}
	}
	for _, text := range want {
		id := identity(text)
		if !has[id] {
			has[id] = true
			d.change(Change{Action: ActionCreate, Path: p.Element(text), After: textValue(text), Reason: came})
		}
	}
}

// emails compares the alert e-mails; letter case of the domain does not count.
func (d *differ) emails() {
	gone := "alerts are no longer sent there"
	if len(d.want.AlertEmails) == 0 {
		gone = "nobody gets alerts any more"
	}
	d.section(func() {
		d.set(sectionEmails, d.live.AlertEmails, d.want.AlertEmails, foldDomain, "alerts are sent there from then on", gone)
	})
}

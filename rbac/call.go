package rbac

// CanCall answers whether the principal may carry out an operation of the API, or a whole [Job], on the resource. The
// decision is about the permission that stands in the way, or else about the least certain one.
func (s *Subject) CanCall(operation string, r Resource) Decision {
	needs, known := required()[operation]
	if !known || s != nil && s.c != nil && s.c.private {
		return Decision{Outcome: Undecided, Reason: ReasonUnknownOperation, Operation: operation, Resource: r, Confidence: Unknown, subject: s}
	}
	if len(needs) == 0 {
		return s.signedIn(operation, r)
	}
	var worst Decision
	about, gate, second := r.Scope(), false, false
	for _, n := range needs {
		if !n.AppliesTo(about) {
			continue
		}
		gate, second = gate || n.Gate, second || n.Behind
		if d := s.Can(n.Permission, r); worst.Outcome == "" || worse(&d, &worst) {
			worst = d
		}
		if worst.Outcome == Denied {
			break
		}
	}
	if gate && !second && worst.Outcome == Allowed { // let in, and nobody knows what is asked there
		worst.Outcome, worst.Reason, worst.Confidence = Undecided, ReasonUnknownCheck, Unknown
	}
	worst.Operation = operation
	return worst
}

// signedIn answers for an operation that needs no permission.
func (s *Subject) signedIn(operation string, r Resource) Decision {
	d := Decision{Outcome: Allowed, Reason: ReasonGranted, Operation: operation, Resource: r, Confidence: Derived, subject: s}
	switch {
	case s == nil || s.refused == "" && len(s.places) == 0:
		d.Outcome, d.Reason, d.Confidence = Denied, ReasonNoRole, ""
	case s.refused != "":
		d.Outcome, d.Reason, d.Confidence = Denied, s.refused, ""
	case r.Organization != "" && s.organization != "" && r.Organization != s.organization:
		d.Outcome, d.Reason, d.Confidence = Denied, ReasonOtherOrganization, ""
	}
	return d
}

// worse compares two decisions: denied before undecided before allowed, then the less certain.
func worse(a, b *Decision) bool {
	if a.Outcome != b.Outcome {
		return a.Outcome == Denied || a.Outcome == Undecided && b.Outcome == Allowed
	}
	return strength(a.Confidence) < strength(b.Confidence)
}

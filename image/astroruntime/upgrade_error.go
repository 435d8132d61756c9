package astroruntime

// Refusal says why an upgrade is not possible.
type Refusal string

const (
	RefusedDowngrade  Refusal = "downgrade"  // only a rollback to an earlier deploy goes back
	RefusedYanked     Refusal = "yanked"     // the target was withdrawn
	RefusedUnreleased Refusal = "unreleased" // the target is dated later
	RefusedEnded      Refusal = "ended"      // the target's line has ended, and it is another line than today's
	RefusedSource     Refusal = "source"     // too old for Airflow 3 in place: go to Need first
	RefusedNotNewest  Refusal = "not-newest" // Airflow 2 to 3 takes the newest build of a line, which is Need
)

// UpgradeError is the error of [CanUpgrade].
type UpgradeError struct {
	From, To Version
	Reason   Refusal
	Need     Version // the version that the rule asks for; zero if it asks for none
}

// Error states the rule that the step breaks.
func (e *UpgradeError) Error() string {
	s := "runtime cannot go from " + e.From.String() + " to " + e.To.String() + ": "
	switch e.Reason {
	case RefusedDowngrade:
		return s + "the target is older"
	case RefusedYanked:
		r, _ := Lookup(e.To)
		return s + "the target was withdrawn: " + r.YankedReason
	case RefusedUnreleased:
		return s + "the target is not released yet"
	case RefusedEnded:
		return s + "support for " + e.To.Series() + " has ended"
	case RefusedSource:
		return s + "the upgrade to Airflow 3 starts at " + e.Need.String() + " or later"
	default:
		return s + "the upgrade to Airflow 3 takes the newest build, " + e.Need.String()
	}
}

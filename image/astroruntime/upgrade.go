package astroruntime

import "time"

// Upgrade is a step that a Deployment could take.
type Upgrade struct {
	Release Release
	Refused error // an [*UpgradeError] if the step is not possible from here; nil if it is
}

// Upgrades returns where a Deployment on from can go on a day, oldest first: to the newest build of its own line, and of
// every newer line that is still supported. Steps that the platform would refuse are in the list with the reason.
func Upgrades(from Version, on time.Time) []Upgrade {
	var all []Upgrade
	from = from.WithoutSuffix()
	own, day := lineOf(from), dayOf(on)
	for i := range lines {
		l := &lines[i]
		if l != own && l.support(day) == SupportEnded {
			continue
		}
		b := newest(l, day)
		if b == nil || Compare(b.version(), from) <= 0 {
			continue
		}
		all = append(all, Upgrade{Release: b.release(), Refused: CanUpgrade(from, b.version(), on)})
	}
	return all
}

// airflow3Source is the oldest version from which the platform upgrades to Airflow 3 in place.
var airflow3Source = Version{form: oldForm, major: 13, minor: 7}

// CanUpgrade returns nil if a Deployment on from may go to the version to on a day, else an [*UpgradeError]. It knows the
// platform's general rules; whether an Organization may use a version at all is in its deployment options. Staying on a
// build is always possible, a zero from passes every rule about the source, and what the table does not know is allowed.
//
// Two rules about Airflow 2 to 3 are beyond it: the platform also accepts a target that another Deployment of the
// Organization already runs, and refuses a metadata database with a table above 50 GB.
func CanUpgrade(from, to Version, on time.Time) error {
	from, to = from.WithoutSuffix(), to.WithoutSuffix()
	if from == to {
		return nil
	}
	refuse := func(r Refusal) *UpgradeError { return &UpgradeError{From: from, To: to, Reason: r} }
	if Compare(to, from) < 0 {
		return refuse(RefusedDowngrade)
	}
	l, day := lineOf(to), dayOf(on)
	if i, ok := find(to); ok {
		if builds[i].yanked != 0 {
			return refuse(RefusedYanked)
		}
		if int64(max(builds[i].released, l.first)) > day {
			return refuse(RefusedUnreleased)
		}
	}
	if l != nil && l != lineOf(from) && l.support(day) == SupportEnded {
		return refuse(RefusedEnded)
	}
	if from.form != oldForm || to.form != newForm {
		return nil
	}
	if Compare(from, airflow3Source) < 0 {
		e := refuse(RefusedSource)
		e.Need = airflow3Source
		return e
	}
	if l == nil {
		return nil
	}
	if b := newest(l, day); b != nil && Compare(to, b.version()) < 0 {
		e := refuse(RefusedNotNewest)
		e.Need = b.version()
		return e
	}
	return nil
}

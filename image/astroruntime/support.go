package astroruntime

import "time"

// Support is how far a version is supported on a day.
type Support string

const (
	SupportUnknown    Support = "unknown"    // of a line that the table does not know, or a pre-release
	SupportMaintained Support = "maintained" // gets fixes
	SupportBasic      Support = "basic"      // help, but no more fixes
	SupportEnded      Support = "ended"      // keeps running; no new Deployments
	SupportYanked     Support = "yanked"     // withdrawn, on any day
)

// Supported returns how far v is supported on a day. The line decides, so it answers for builds that are not in the
// table; only a yanked build is judged by itself.
func Supported(v Version, on time.Time) Support {
	v = v.WithoutSuffix()
	if i, ok := find(v); ok && builds[i].yanked != 0 {
		return SupportYanked
	}
	l := lineOf(v)
	if l == nil || v.prerelease() != "" {
		return SupportUnknown
	}
	return l.support(dayOf(on))
}

func (l *line) support(day int64) Support {
	if day <= int64(l.maintenance) {
		return SupportMaintained
	}
	if day <= int64(l.basic) {
		return SupportBasic
	}
	return SupportEnded
}

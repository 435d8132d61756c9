package astroruntime

import (
	"iter"
	"slices"
	"strconv"
	"time"
)

// line is a row of series.csv as it is compiled in. Days count from 1970-01-01; 0 is unknown.
type line struct {
	form                           form
	major, minor                   uint8 // minor is 0 in the old form
	lts, deprecated                bool
	first, maintenance, basic      uint16
	name, airflow, python, pythons string
}

// build is a row of versions.csv as it is compiled in: ten bytes.
type build struct {
	line, minor, patch uint8 // line is an index of lines
	airflow            uint8 // the patch of Airflow plus one; 0 is unknown
	migration          Answer
	confidence         Confidence
	yanked             uint8 // an index of yankedReasons; 0 is not yanked
	released           uint16
}

// TableDate returns the day of the catalogue that the table was made from.
func TableDate() time.Time { return date(tableDay) }

// Lookup returns what is known about v, whose image suffix does not matter. It reports whether the build is in the
// table; if it is not, the release still has the facts of the line, or only its Version if the line is unknown too.
func Lookup(v Version) (Release, bool) {
	v = v.WithoutSuffix()
	if i, ok := find(v); ok {
		return builds[i].release(), true
	}
	if l := lineOf(v); l != nil {
		return Release{Version: v, Series: l.series()}, false
	}
	return Release{Version: v}, false
}

// Releases yields the whole table, oldest version first.
func Releases() iter.Seq[Release] {
	return func(yield func(Release) bool) {
		for i := range builds {
			if !yield(builds[i].release()) {
				return
			}
		}
	}
}

func find(v Version) (int, bool) {
	return slices.BinarySearchFunc(builds[:], v, func(b build, v Version) int { return Compare(b.version(), v) })
}

// lineOf returns the line that v belongs to, or nil.
func lineOf(v Version) *line {
	for i := range lines {
		l := &lines[i]
		if l.form == v.form && uint32(l.major) == v.major && (v.form == oldForm || uint32(l.minor) == v.minor) {
			return l
		}
	}
	return nil
}

func hasMajor(f form, major uint32) bool {
	return slices.ContainsFunc(lines[:], func(l line) bool { return l.form == f && uint32(l.major) == major })
}

func (l *line) series() Series {
	channel := ChannelStable
	if l.deprecated {
		channel = ChannelDeprecated
	}
	return Series{
		Name:              l.name,
		AirflowMinor:      l.airflow,
		PythonDefault:     l.python,
		LTS:               l.lts,
		FirstReleased:     date(l.first),
		EndOfMaintenance:  date(l.maintenance),
		EndOfBasicSupport: date(l.basic),
		Channel:           channel,
		pythons:           l.pythons,
	}
}

func (b build) version() Version {
	l := &lines[b.line]
	return Version{form: l.form, major: uint32(l.major), minor: uint32(b.minor), patch: uint32(b.patch)}
}

func (b build) release() Release {
	l := &lines[b.line]
	r := Release{
		Version:           b.version(),
		Series:            l.series(),
		Released:          date(b.released),
		Yanked:            b.yanked != 0,
		YankedReason:      yankedReasons[b.yanked],
		DatabaseMigration: b.migration,
		Confidence:        b.confidence,
	}
	if b.airflow != 0 {
		r.Airflow = l.airflow + "." + strconv.Itoa(int(b.airflow)-1)
	}
	return r
}

const secondsOfDay = 24 * 60 * 60

// date returns midnight UTC of a day of the table, the zero time for an unknown one.
func date(day uint16) time.Time {
	if day == 0 {
		return time.Time{}
	}
	return time.Unix(int64(day)*secondsOfDay, 0).UTC()
}

// dayOf returns the day of t in UTC. Before 1970, where the table has no days, it may be one late.
func dayOf(t time.Time) int64 { return t.Unix() / secondsOfDay }

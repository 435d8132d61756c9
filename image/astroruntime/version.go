package astroruntime

import "strconv"

// Version is one build of Astro Runtime, as [Parse] returns it. Two versions are equal with == if, and only if,
// [Compare] says so. The zero Version stands for no version and is older than all others.
type Version struct {
	form                form
	major, minor, patch uint32 // patch is the build of the new form
	suffix              string // with the separator in front
}

// form is the scheme that a version is written in. The order of the constants is the order of versions.
type form uint8

const (
	noForm  form = iota
	oldForm      // MAJOR.MINOR.PATCH
	newForm      // X.Y-N
)

// IsZero reports whether v is the zero Version.
func (v Version) IsZero() bool { return v == Version{} }

// String returns the version without a leading v or leading zeros, so that [Parse] returns v again; it is "" for the
// zero Version.
func (v Version) String() string {
	if v.form == noForm {
		return ""
	}
	b := make([]byte, 0, 32)
	b = strconv.AppendUint(b, uint64(v.major), 10)
	b = append(b, '.')
	b = strconv.AppendUint(b, uint64(v.minor), 10)
	if v.form == newForm {
		b = append(b, '-')
	} else {
		b = append(b, '.')
	}
	b = strconv.AppendUint(b, uint64(v.patch), 10)
	return string(append(b, v.suffix...))
}

// Series returns the name of the line that v belongs to: "13" for 13.11.0, "3.3" for 3.3-8.
func (v Version) Series() string {
	switch v.form {
	case oldForm:
		return strconv.FormatUint(uint64(v.major), 10)
	case newForm:
		return strconv.FormatUint(uint64(v.major), 10) + "." + strconv.FormatUint(uint64(v.minor), 10)
	default:
		return ""
	}
}

// AirflowMajor returns the major version of Airflow inside, which the form alone decides: 2 for the old form, X for
// X.Y-N, and 0 for the zero Version.
func (v Version) AirflowMajor() int {
	switch v.form {
	case oldForm:
		return 2
	case newForm:
		return int(v.major)
	default:
		return 0
	}
}

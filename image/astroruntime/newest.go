package astroruntime

import "time"

// Latest returns the version that a new project starts with on a day: of the lines that are still supported, the highest
// by number and not by date, because older lines get builds too; and of that line the [Newest]. It reports false if no
// supported line has one: before the first line, after the last, and on a few past days that the table has gaps for.
func Latest(on time.Time) (Release, bool) {
	day := dayOf(on)
	for i := len(lines) - 1; i >= 0; i-- {
		if lines[i].support(day) == SupportEnded {
			continue
		}
		if b := newest(&lines[i], day); b != nil {
			return b.release(), true
		}
	}
	return Release{}, false
}

// Newest returns the newest build of a line on a day, such as "13" or "3.3": not yanked, and dated that day or before.
// Builds without a known date do not count. The line may have ended.
func Newest(series string, on time.Time) (Release, bool) {
	for i := range lines {
		if lines[i].name != series {
			continue
		}
		if b := newest(&lines[i], dayOf(on)); b != nil {
			return b.release(), true
		}
	}
	return Release{}, false
}

func newest(l *line, day int64) *build {
	for i := len(builds) - 1; i >= 0; i-- {
		b := &builds[i]
		if &lines[b.line] == l && b.yanked == 0 && b.released != 0 && int64(b.released) <= day {
			return b
		}
	}
	return nil
}

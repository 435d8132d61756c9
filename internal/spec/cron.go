package spec

// CronZone is the time zone of every cron expression of a file.
const CronZone = "UTC"

// CronField is one of the five parts of a cron expression.
type CronField struct {
	Name     string // day of month
	Min, Max int
	Names    []string // what the values from Min on may be called, in any case
}

// CronFields returns the parts of a cron expression in order. In the last one 0 and 7 are both Sunday.
func CronFields() [5]CronField {
	return [5]CronField{
		{Name: "minute", Min: 0, Max: 59},
		{Name: "hour", Min: 0, Max: 23},
		{Name: "day of month", Min: 1, Max: 31},
		{Name: "month", Min: 1, Max: 12, Names: monthNames},
		{Name: "day of week", Min: 0, Max: 7, Names: dayNames},
	}
}

var (
	monthNames = []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}
	dayNames   = []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}
)

// CronMacro returns the five fields that a macro such as @daily stands for. A file may not use macros.
func CronMacro(s string) (expression string, ok bool) {
	switch s {
	case "@hourly":
		return "0 * * * *", true
	case "@daily", "@midnight":
		return "0 0 * * *", true
	case "@weekly":
		return "0 0 * * 0", true
	case "@monthly":
		return "0 0 1 * *", true
	case "@yearly", "@annually":
		return "0 0 1 1 *", true
	}
	return "", false
}

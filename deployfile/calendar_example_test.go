package deployfile_test

import (
	"fmt"
	"os"
	"time"

	"github.com/astrofile/astrofile/deployfile"
)

func ExampleHibernationCalendar() {
	nights := []deployfile.HibernationSchedule{{HibernateAt: "0 18 * * 1-5", WakeAt: "0 6 * * 1-5", Enabled: new(true)}}
	friday := time.Date(2026, time.March, 6, 0, 0, 0, 0, time.UTC)
	calendar := deployfile.HibernationCalendar(nights, friday, friday.AddDate(0, 0, 4), deployfile.CalendarOptions{})
	if err := calendar.Text(os.Stdout, deployfile.CalendarTextOptions{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// asleep 72 of 96 hours, from Fri 2026-03-06 00:00 UTC to Tue 2026-03-10 00:00 UTC
	//
	// asleep from                      until                           hours  by
	// before Fri 2026-03-06 00:00 UTC  Fri 2026-03-06 06:00 UTC        6      schedule 1
	// Fri 2026-03-06 18:00 UTC         Mon 2026-03-09 06:00 UTC        60     schedule 1
	// Mon 2026-03-09 18:00 UTC         after Tue 2026-03-10 00:00 UTC  6      schedule 1
}

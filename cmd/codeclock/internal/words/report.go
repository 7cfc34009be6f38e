package words

import (
	"fmt"
	"time"

	"codeclock/drift/skew"
)

// The part of a report for people, which its reader shows too.
const (
	ReportShort       = "Short form"
	ReportTicket      = "Ticket"
	ReportMeasured    = "Measured"
	ReportNotMeasured = "Not measured"
	ReportHand        = "Phone's clock"
	ReportBy          = "Measured by"
	ReportCodes       = "Codes"
	ReportSaid        = "Its clock said"
	ReportWas         = "It really was"
	ReportNotKnown    = "not known"
	ReportServers     = "Servers"
	ReportFindings    = "Findings"
	ReportFacts       = "This computer"
	ReportProgram     = "Program"
)

// Moment says a time with its zone as an offset: a name would say where.
func Moment(t time.Time) string { return t.Format("2006-01-02 15:04:05") + " UTC" + t.Format("-07:00") }

// Ago says in one unit how long ago something was, or that it has not been yet.
func Ago(d time.Duration) string {
	way := "ago"
	if d < 0 {
		d, way = skew.Abs(d), "from now"
	}
	for _, u := range []struct {
		under, unit time.Duration
		name        string
	}{
		{2 * time.Minute, time.Second, "s"},
		{2 * time.Hour, time.Minute, "min"},
		{48 * time.Hour, time.Hour, "h"},
	} {
		if d < u.under {
			return fmt.Sprintf("%d %s %s", d/u.unit, u.name, way)
		}
	}
	return Count(int(d/(24*time.Hour)), "day") + " " + way
}

// PerDay says a drift rate in seconds a day.
func PerDay(ppm float64) string { return fmt.Sprintf("%.2f s a day", ppm*1e-6*86_400) }

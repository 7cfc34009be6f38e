package words

// A clock that is off by hours, where the question is whether the clock or the
// zone is wrong.
const (
	HoursMeaning   = "Nearly always a time-zone or summer-time mistake, not a bad clock."
	QuartersMean   = "Such a difference is usually a time-zone mistake, not a bad clock."
	HoursRefused   = "Codes use world time, so every site refuses every code."
	HoursSays      = "this computer says    %s   and thinks its zone is %s"
	HoursReally    = "really, in that zone  %s"
	HoursQuestion  = "Look at another clock. What time is it where you are?"
	HoursClock     = "%s   The clock is wrong.      Leave out step %d."
	HoursZone      = "%s   The time ZONE is wrong.  Do all steps."
	HoursComesBack = "Comes back after a restart?    codeclock explain hardware-clock"
)

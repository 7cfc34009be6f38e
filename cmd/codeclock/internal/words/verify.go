package words

// What the reader of reports says.
const (
	VerifyPaste      ID = "verify-paste"
	VerifyLine       ID = "verify-line"
	VerifyUnknown    ID = "verify-unknown"
	VerifyModulo     ID = "verify-modulo"
	VerifyComputer   ID = "verify-computer"
	VerifyPhone      ID = "verify-phone"
	VerifyOther      ID = "verify-other"
	VerifyApp        ID = "verify-app"
	VerifyTicket     ID = "verify-ticket"
	VerifyNoTicket   ID = "verify-no-ticket"
	VerifyByTheirs   ID = "verify-by-theirs"
	VerifyRefused    ID = "verify-refused"
	VerifyUnreadable ID = "verify-unreadable"
	VerifySays       ID = "verify-says"
	VerifyBut        ID = "verify-but"
	VerifyTruncated  ID = "verify-truncated"
	VerifyDamaged    ID = "verify-damaged"
	VerifyNewer      ID = "verify-newer"
	VerifyInvalid    ID = "verify-invalid"
	VerifyAskAgain   ID = "verify-ask-again"
	VerifyUpdate     ID = "verify-update"
	VerifyExplain    ID = "verify-explain"
	VerifyRecomputed ID = "verify-recomputed"
	VerifyWithPage   ID = "verify-with-page"
	VerifyWithTaps   ID = "verify-with-taps"
	VerifyNoSamples  ID = "verify-no-samples"
	VerifyMismatch   ID = "verify-mismatch"
	VerifyChecksum   ID = "verify-checksum"
	VerifyCount      ID = "verify-count"
	VerifyOwnRule    ID = "verify-own-rule"
	VerifyNumber     ID = "verify-number"
	VerifySample     ID = "verify-sample"
	VerifyExchange   ID = "verify-exchange"
	VerifyTap        ID = "verify-tap"
	VerifyLost       ID = "verify-lost"
	VerifyAdded      ID = "verify-added"
	VerifyTitle      ID = "verify-title"
	SpokenFits       ID = "spoken-fits"
	SpokenWrong      ID = "spoken-wrong"

	ProblemPractice ID = "problem-practice"
	ProblemTicket   ID = "problem-ticket"
	ProblemVerdict  ID = "problem-verdict"
	ProblemSkew     ID = "problem-skew"
	ProblemFinding  ID = "problem-finding"
	ProblemDelay    ID = "problem-delay"
	ProblemOrder    ID = "problem-order"
	ProblemEdited   ID = "problem-edited"
	ProblemOld      ID = "problem-old"
	ProblemFuture   ID = "problem-future"

	ChangeSame    ID = "change-same"
	ChangeDrifted ID = "change-drifted"
	ChangeStepped ID = "change-stepped"
	ChangeZoned   ID = "change-zoned"
	ChangeBoth    ID = "change-both"
	ChangeFixed   ID = "change-fixed"
	ChangeSameOne ID = "change-same-one"
	ChangeFaster  ID = "change-faster"
	ChangeSlower  ID = "change-slower"
)

func verifyWords() map[ID]string {
	return map[ID]string{
		VerifyPaste:      "Paste the report, then press Ctrl-D (on Windows Ctrl-Z and Enter).",
		VerifyLine:       "%s: %s (+/- %s), %s, %s.",
		VerifyUnknown:    "%s: could not be measured, %s, %s.",
		VerifyModulo:     "%s: its codes change %s (+/- %s) or whole steps of %s from that, %s, %s.",
		VerifyComputer:   "Computer",
		VerifyPhone:      "Phone (%s)",
		VerifyOther:      "Device (%s)",
		VerifyApp:        "App (%s)",
		VerifyTicket:     "ticket %s",
		VerifyNoTicket:   "no ticket",
		VerifyByTheirs:   "%s by their clock",
		VerifyRefused:    "REFUSED",
		VerifyUnreadable: "UNREADABLE",
		VerifySays:       "It claims: %s   %s",
		VerifyBut:        "But: %s",
		VerifyTruncated:  "A part of the report is missing.",
		VerifyDamaged:    "The report was damaged on its way: its checksum does not fit.",
		VerifyNewer:      "The report was made by a newer codeclock than this one.",
		VerifyInvalid:    "The checksum fits, but codeclock never writes such a report.",
		VerifyAskAgain:   "Ask for it again: everything from BEGIN to END, or a file (--output).",
		VerifyUpdate:     "Read it with the newest codeclock.",
		VerifyExplain:    "codeclock explain %s says what that means and what to do.",
		VerifyRecomputed: "Computed again from %s of %s: the same skew and verdict.",
		VerifyWithPage:   "Computed again from %s with the page and %s of %s: the same skew and verdict.",
		VerifyWithTaps:   "Computed again from %s and %s of %s: the same skew and verdict.",
		VerifyNoSamples:  "It holds no samples, so there is nothing to compute again.",
		VerifyMismatch:   "Computed again from its samples, it is: %s   %s",
		VerifyChecksum:   "The checksum fits: no damage on the way. It is no signature: who means to deceive can make one that fits.",
		VerifyCount:      "%d reports",
		VerifyOwnRule:    "   * judged by a rule that the customer chose",
		VerifyNumber:     "Report %d",
		VerifySample:     "%s, round trip %s: %s",
		VerifyExchange:   "page, round trip %s: %s",
		VerifyTap:        "press at %s (+/- %s)",
		VerifyLost:       "The text above the data does not say any more: %s",
		VerifyAdded:      "Something was added to the text above the data.",
		VerifyTitle:      "Reports on clocks",
		SpokenFits:       "%s: the last four letters fit. Nothing else can be checked without the report.",
		SpokenWrong:      "%s: the last four letters do not fit: misheard, or made for another ticket.",

		ProblemPractice: "It is a practice report (--demo) and says nothing about a real clock.",
		ProblemTicket:   "It was not made for ticket %s.",
		ProblemVerdict:  "Its verdict is not what its own samples say.",
		ProblemSkew:     "Its skew is not what its own samples say.",
		ProblemFinding:  "It says that it is not the clock, and its own samples say otherwise.",
		ProblemDelay:    "It has an answer that came before its question.",
		ProblemOrder:    "It has times in an order that no measurement has.",
		ProblemEdited:   "The text above the data was changed after the report was made. The data was not; go by what is said here.",
		ProblemOld:      "It is more than a day old. Ask for a new one.",
		ProblemFuture:   "It was made later than it is now: is this computer's own clock right?",

		ChangeSame:    "From report %d to %d (%s) the clock did not change by more than %s.",
		ChangeDrifted: "From report %d to %d (%s) the clock ran %s %s than it should (+/- %s), without being set.",
		ChangeStepped: "From report %d to %d (%s) the clock was set %s.",
		ChangeZoned:   "From report %d to %d (%s) the time zone was changed by %s; the clock itself was not set.",
		ChangeBoth:    "From report %d to %d (%s) the clock was set %s and the time zone was changed by %s.",
		ChangeFixed:   "That fixed it.",
		ChangeSameOne: "Reports do not tell two devices of one kind apart: ask whether it was the same one.",
		ChangeFaster:  "forward by %s",
		ChangeSlower:  "back by %s",
	}
}

package main

import "github.com/spf13/cobra"

// helpTopics returns the pages that explain what is common to all commands.
func helpTopics() []*cobra.Command {
	return []*cobra.Command{
		{Use: "install", Short: "how to get it, and whether it arrived whole", Long: installHelp},
		{Use: "exit-codes", Short: "what the exit status means", Long: exitCodesHelp},
		{Use: "formats", Short: "the formats for machines", Long: formatsHelp},
		{Use: "fleet", Short: "many machines: Prometheus, CI, Nagios, Kubernetes", Long: fleetHelp},
		{Use: "environment", Short: "variables, such as CODECLOCK_SERVER", Long: environmentHelp},
		{Use: "drift", Short: "watching a clock, a log of it, a token's drift", Long: driftHelp},
		{Use: "measuring", Short: "how the clock is measured", Long: measuringHelp},
		{Use: "trust", Short: "what others can do to an answer, and what not", Long: trustHelp},
		{Use: "reports", Short: "what a report holds, and what verify checks", Long: reportsHelp},
		{Use: "batch", Short: "the codes of many devices: codeclock infer --batch", Long: batchHelp},
		{Use: "desk", Short: "a help desk's page: its day, its key, its limits", Long: serveHelp},
	}
}

const exitCodesHelp = `The exit status is the verdict. 0 to 3 are those of the monitoring
plugins.

  0    OK: codes from this clock work
  1    AT RISK: they work sometimes
  2    WRONG: they hardly ever work
  3    CAN'T TELL: nothing could be measured, or an error
  64   the call could not be understood

--fail-on chooses which verdicts count as a failure:
  risk    AT RISK, WRONG and CAN'T TELL exit with 1, 2 and 3; that is
          the default
  wrong   only WRONG and CAN'T TELL do; AT RISK exits with 0
  only-risk, only-wrong
          likewise, but CAN'T TELL exits with 0, whatever the reason
  never   every verdict exits with 0

A practice run (--demo) exits with 0 unless --fail-on is given.

"codeclock wait" exits with 0 when what it waited for has come, and with
3 when it has not, whatever the reason.

With --format nagios the exit status is the state of the plugin: 64
becomes 3.

--on-unreachable says what it means that no server answers: critical
counts as WRONG, warning as AT RISK, unknown as CAN'T TELL, and ok is
no failure. It is critical with --format nagios, and unknown otherwise.`

const formatsHelp = `--format chooses what is written. It goes to standard output, or to
--output FILE, which is replaced atomically.

  text        for people: the answer first, at most 20 lines of 72
              columns; in a terminal as many as it shows, from 40
              columns up
  json        one document, of a schema such as "codeclock/check/v1";
              seconds are numbers, units are in the names, unknown is
              null, fields are only added
  nagios      one line of a monitoring plugin with performance data; its
              ranges are the skews at which the verdict turns
  npd         a few words for Kubernetes' node-problem-detector; exit
              status 0 right, 1 a problem, 3 unknown
  prometheus  gauges for node_exporter's textfile collector;
              codeclock_up is 0, and there is no skew, when nothing
              could be measured
  github      one annotation for GitHub Actions unless all is well; the
              text goes to the log and to the step summary
  junit       a test report: wrong is a failure, can't tell is an error
  csv         a table with a header, of "codeclock infer --batch" alone

In machine formats skew_seconds, or skew, is this clock minus true time:
negative is slow, positive is fast. (check_ntp_time has it the other way
round.) Errors and progress go to standard error.`

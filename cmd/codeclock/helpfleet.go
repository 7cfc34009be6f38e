package main

const fleetHelp = `Every check can speak the language of what collects your other numbers
("codeclock help formats"); nothing reports to us. Ready-made files are
in testdata/fleet of the source, and each is run by a test:

  codeclock.service    systemd: writes the gauges for node_exporter's
                       textfile collector, and may write nothing else
  codeclock.timer      runs it every ten minutes
  codeclock.rules.yml  Prometheus: five alerts
  github.yml           GitHub Actions: fails a job on a runner that is
                       more than a second off
  gitlab.yml           GitLab CI: the same, as a JUnit report
  nagios.cfg           Nagios: the command
  icinga2.conf         Icinga: the command
  cronjob.yml          Kubernetes: a CronJob
  npd.json             Kubernetes: the node-problem-detector
  clockwait.service    systemd: what needs a right clock starts after it
                       (Requires= and After=); it gives up after two
                       minutes and never hangs
  clockwatch.service   systemd: in place of codeclock.service and its
                       timer, watches how the clock drifts
  clockwait.yml        GitHub Actions: waits for a right clock, and
                       before a login test for a code with 10 s left

The metrics
  codeclock_up                           1 if true time is known
  codeclock_verdict                      0 OK, 1 at risk, 2 wrong,
                                         3 can't tell
  codeclock_skew_seconds                 this clock minus true time
  codeclock_skew_uncertainty_seconds     how far the truth can be from
                                         it
  codeclock_skew_ok_seconds{end}         between low and high: OK
  codeclock_skew_bearable_seconds{end}   beyond low and high: wrong
  codeclock_codes_accepted_ratio{sites}  least share of tries that work
                                         at strict, normal and relaxed
                                         sites
  codeclock_servers{state}               asked, answered, agree
  codeclock_last_run_timestamp_seconds   when, by the measured clock
  codeclock_last_run_duration_seconds    how long it took
  codeclock_practice                     1 for a run of --demo
  codeclock_build_info{version}          the version

The alerts have no thresholds of their own: the skews at which the
verdict turns are metrics, and follow --window, --typing and --max-skew.
The age of the file is read off the host's own clock, so a slow clock
isn't mistaken for an old file.

The ranges in Nagios's performance data aren't symmetric: a code that
takes 8 s to type is late even when the clock is right. When no server
answers the state is CRITICAL, as with check_ntp_time;
--on-unreachable changes that. A job that has to go on wherever nothing
could be told takes --fail-on only-wrong, or only-risk.

A container has its node's clock. The CronJob measures one node at a
time, and the fix is on the node.`

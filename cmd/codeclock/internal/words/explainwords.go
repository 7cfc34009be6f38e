package words

import "codeclock/drift"

// explainedWords is about what a time service says of itself, and how much that is
// worth.
func explainedWords() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.SyncSilent: {
			Title: "The time service runs, and no answer reaches it",
			What:  []string{"The service uses no answer, and none of the time servers that codeclock asked on this network answered either, while web servers may have. Something on the way drops time questions (UDP port 123)."},
			Do: []string{
				"Ask whoever keeps the network to let UDP 123 out, or which server to use inside.",
				"Name that server in timesyncd.conf (NTP=), chrony.conf or ntp.conf (server), and restart the service.",
			},
			Look: []string{"actions/runner#2996", "raspberrypi/linux#1662"},
		},
		drift.SyncUnused: {
			Title: "Answers come, and the time service uses none of them",
			What:  []string{"The service counts answers and trusts none: its servers contradict each other so that there is no majority, a server is too unsure of its own time (chrony takes up to 3 s, timesyncd 5 s), or the answers vary too much. Or it has only just begun to ask, or Windows finds the error too large to correct."},
			Do: []string{
				"Name four servers or more: of two that contradict each other nobody knows which is wrong.",
				"Name a server that is synchronised itself. A domain controller is often too unsure.",
			},
			Look: []string{"chrony, doc/chrony.conf.adoc, maxdistance", "chrony, doc/chronyc.adoc, sources", "systemd/systemd#13912"},
		},
		drift.SyncUnasked: {
			Title: "The time service has nobody to ask",
			What:  []string{"No server is set, the service was told that the computer is offline, or it waits for the network to be said to be up."},
			Do: []string{
				"chrony: sudo chronyc online",
				"Name servers in timesyncd.conf (NTP=) or chrony.conf (server), and restart the service.",
			},
			Look: []string{"chrony, doc/chronyc.adoc, activity", "systemd/systemd#39995"},
		},
		drift.SyncUnset: {
			Title: "The time service hears from its server, and the clock is not set",
			What:  []string{"The service uses answers, and yet the kernel, or the service, says that the clock is not synchronised. Mostly it lacks the right to set the clock (CAP_SYS_TIME), as in containers; or it has only just started."},
			Do: []string{
				"Wait a few minutes, and measure again.",
				"Restart the service, and read its log: Operation not permitted means that it may not set the clock.",
			},
		},
	}
}

// explainedSources is about what a time service follows, and when it last heard.
func explainedSources() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.RunsWild: {
			Title: "The clock itself runs too fast or too slow",
			What: []string{
				"It gains or loses more than 500 parts in a million, which no quartz does. In virtual machines the cause is mostly a broken clock source, on others a wrong kernel setting.",
				"It is measured where the clock was watched long enough. Otherwise it is told by what has to be made up for: a kernel corrects 500 parts in a million and no more, and chrony says by how much it corrects. A time service cannot hold such a clock.",
			},
			Do: []string{
				"Put it right on the host, if this is a virtual machine.",
				"Linux: look at /sys/devices/system/clocksource/clocksource0/current_clocksource",
			},
			Look: []string{"Mills, Computer Network Time Synchronization, 2006", "RFC 5905, appendix A.1.1 (MAXFREQ)", "openwrt/openwrt#24789"},
		},
		drift.SyncStale: {
			Title: "The time service last heard from its source long ago",
			What: []string{
				"The service still says that all is well, by what it heard then. Nothing has corrected the clock since: it lost its servers, or the computer was asleep, paused or off.",
				"Long is more than eight of its own polls, before the last start of the computer, or before it last woke; or the service itself says that its source no longer answers.",
			},
			Do: []string{
				"Restart the service, so that it asks anew. (Windows: Sync now.)",
				"Ask the same server: codeclock check --server NAME (or --server system). No answer? Name another.",
			},
			Look: []string{"RFC 5905, section 9.2 (the reach register)", "python-vipaccess#56, clearlinux#39"},
		},
		drift.SyncUnknown: {
			Title: "A time service runs, and does not tell how it does",
			What:  []string{"OpenNTPD tells root alone, BusyBox's ntpd and others tell nobody. The kernel says that nothing keeps its clock right, and the clock is wrong; OpenNTPD never tells the kernel, so that this alone proves little."},
			Do: []string{
				"Restart the service.",
				"Run codeclock as root, if you may: OpenNTPD then tells more.",
				"Ask its server: codeclock check --server system",
			},
			Look: []string{"OpenNTPD, ntpctl.8", "busybox, networking/ntpd.c", "cturra/docker-ntp#17"},
		},
	}
}

func explainedWrongSources() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.OwnClock: {
			Title: "The time service follows this computer's own clock, or its host's",
			What: []string{
				"Nobody outside is asked. A service that has no server falls back on the computer's own clock and calls that synchronised (Windows: Local CMOS Clock, Free-running System Clock; ntpd: LOCL; chrony: local). In a virtual machine it may take the time of the host (VM IC Time Synchronization Provider, PHC), which is as wrong as the host.",
			},
			Do: []string{
				"Own clock: name time servers, and restart the service. (Windows: Sync now.)",
				"The host's: put the host's clock right. Switching automatic time off and on in the virtual machine does not help.",
			},
			Look: []string{"Microsoft, Windows Time service tools and settings", "chrony, doc/chrony.conf.adoc, local and refclock", "ntp.org, drivers/driver1"},
		},
		drift.HostWrong: {
			Title: "The machine around this one shows the same error",
			What:  []string{"The hardware clock that a virtual machine or WSL sees is given by the machine around it. It shows the same error as this clock, so that this clock did not merely stand still: the host itself is off. (A virtual machine may also have written its own error into it.)"},
			Do: []string{
				"Put the clock right on the host; in WSL, in Windows.",
				"Then restart the virtual machine, or run wsl --shutdown.",
			},
			Look: []string{"microsoft/WSL#4245"},
		},
	}
}

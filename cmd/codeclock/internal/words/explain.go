package words

import "codeclock/drift"

// Explanation tells all about a finding.
type Explanation struct {
	Title string   // one line
	What  []string // paragraphs: what it is, and how it is told
	Do    []string // what to do; one step each
	Look  []string // where it comes from; none for what experience alone says

	Seen, Unseen string // what it rests on, and what was not looked at
}

// Explain returns the explanation of a finding.
func Explain(code drift.Code) (Explanation, bool) {
	for _, part := range []map[drift.Code]Explanation{
		explainedHours(), explainedDates(), explainedStandstill(), explainedJumps(),
		explainedSync(), explainedFailing(), explainedServices(), explainedWords(), explainedSources(), explainedWrongSources(),
		explainedPlaces(), explainedMeasuring(), explainedNetwork(), explainedProxies(),
	} {
		if e, ok := part[code]; ok {
			on := basisOf(code)
			e.Seen, e.Unseen = on.seen, on.unseen
			return e, true
		}
	}
	return Explanation{}, false
}

func explainedHours() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.WholeHours: {
			Title: "The clock is off by whole hours, or quarters of one",
			What: []string{
				"Codes are made from world time, the same everywhere. The time zone only changes what is shown, so a wrong zone alone never spoils a code. But when the zone is wrong, the time on the screen looks wrong, and people then move the clock. Now the screen looks right, and world time is off by hours.",
				"It is told by the skew: a multiple of 15 minutes to within 2 s, or of an hour to within 90 s, up to 14 hours.",
			},
			Do: []string{
				"Set the right time zone first.",
				"Then switch automatic time on, and let it set the clock.",
				"Never move the clock to make the screen look right.",
			},
			Look: []string{"andOTP/andOTP#404, google/google-authenticator#678"},
		},
		drift.SummerTime: {
			Title: "The clock is off by one hour, and the zone has summer time",
			What: []string{
				"Either the clock was moved by hand when summer time began or ended, or the system does not know the zone's present rules. World time is then off by an hour.",
				"It is told by a skew of one hour in a zone with two offsets a year. On Windows the switch for summer time is looked at too.",
			},
			Do: []string{
				"Set the zone, and switch on \"Adjust for daylight saving time automatically\" where there is such a switch.",
				"Update the system, so that it knows the zone's present rules.",
				"Then switch automatic time on, and let it set the clock.",
			},
			Look: []string{"andOTP/andOTP#404 (Brazil, 2019)"},
		},
		drift.HardwareClock: {
			Title: "Two systems disagree about the hardware clock",
			What: []string{
				"A computer has a clock in hardware that runs on while it is off. Windows keeps local time in it, nearly everything else world time. When both start on one computer, each is off by the zone's offset after the other has run, until a time server puts it right.",
				"It is told by a skew of just the zone's offset: fast by it on Linux, slow by it on Windows, east of Greenwich. On Linux the setting is looked at too.",
			},
			Do: []string{
				"On Linux: sudo timedatectl set-local-rtc 0",
				`On Windows, in the registry: under HKLM\SYSTEM\CurrentControlSet\Control\TimeZoneInformation make the DWORD RealTimeIsUniversal with the value 1. Then restart.`,
				"Then let automatic time set the clock, on both.",
			},
			Look: []string{"systemd, man/timedatectl.xml, set-local-rtc"},
		},
	}
}

func explainedDates() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.HalfDay: {
			Title: "The clock is off by 12 hours",
			What:  []string{"AM and PM were mixed up when the clock was set. It is told by a skew of 12 hours to within 90 s."},
			Do:    []string{"Switch automatic time off and on again, or set the clock by hand with the right half of the day."},
		},
		drift.WholeDays: {
			Title: "The date is wrong, and the time of day is right",
			What:  []string{"The date was set wrong by hand. It is told by a skew of whole days to within 90 s, up to a year."},
			Do: []string{
				"Set the date by hand. Windows does not correct more than 15 hours by itself.",
				"Then switch automatic time on.",
			},
		},
	}
}

func explainedStandstill() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.Battery: {
			Title: "The clock began anew: its battery is empty",
			What: []string{
				"A coin cell on the main board keeps the hardware clock running while the power is off. When it is empty, the clock begins at a fixed date, mostly the first of January of a year long ago. Small boards without such a clock do that at every start.",
				"It is told by a clock that is slow by more than a month. That it shows, or showed at its start, the first days of a year makes it likely. Of a board without such a clock it is told sooner: it is slower than a clock can get since its start, and no service has set it since.",
			},
			Do: []string{
				"Set the date and time by hand, roughly.",
				"Let automatic time do the rest.",
				"Wrong again after the power was off? Have the coin cell replaced (mostly a CR2032).",
			},
			Look: []string{"systemd, man/systemd-timesyncd.service.xml: it never starts before the last time that it knew"},
		},
		drift.Slept: {
			Title: "The clock stood still while the computer slept",
			What:  []string{"It is slow by as long as this computer has slept since its start. Nothing has put it right since it woke: what a time service says was said before."},
			Do: []string{
				"Let automatic time set the clock; restart the time service if it does not.",
				"If it happens each time, update the firmware, or let the time service start anew after each sleep.",
			},
		},
	}
}

func explainedJumps() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.GuestPaused: {
			Title: "The clock stood still while the machine around it slept",
			What: []string{
				"WSL and other virtual machines are paused when the computer around them sleeps, and do not notice. Their clock goes on where it stopped.",
				"It is told by a slow clock in such a machine. For WSL that is likely, for others one explanation. The hardware clock that such a machine sees is the host's, which went on: where it is right, this clock stood still, and where it shows the same error, it did not.",
			},
			Do: []string{
				"WSL: in Windows, run wsl --shutdown and start it again; or, inside WSL, sudo hwclock -s",
				"VirtualBox: install the Guest Additions, which set the clock.",
				"Hyper-V: on the host, Enable-VMIntegrationService -VMName NAME -Name \"Time Synchronization\"",
				"Any: run a time service in the machine.",
			},
			Look: []string{"microsoft/WSL#5324, microsoft/WSL#8204, abiosoft/colima#274"},
		},
		drift.TimeSeeding: {
			Title: "Windows may have taken the date from a web server",
			What: []string{
				"Windows looks at the times in the encrypted connections that it makes, and believes them when they seem sure (Secure Time Seeding). That has gone wrong by weeks and years.",
				"It is told by a Windows clock that is off by more than a day, unless the setting is off.",
			},
			Do: []string{
				"Set the date by hand, then switch automatic time on.",
				`Against a repeat, in the registry: under HKLM\SYSTEM\CurrentControlSet\Services\W32Time\Config set the DWORD UtilizeSslTimeData to 0. Then restart.`,
			},
			Look: []string{"Microsoft, Windows Time service tools and settings, UtilizeSslTimeData"},
		},
	}
}

func explainedSync() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.SyncOff: {
			Title: "Nothing keeps this clock right",
			What: []string{
				"Automatic time is switched off, or no time service runs. A clock of its own gains or loses some seconds a day: 12 to 78 parts in a million are usual, which is 1 to 7 s.",
			},
			Do: []string{
				"Windows: Settings > Time & language > Date & time > Set time automatically",
				"macOS: System Settings > General > Date & Time > Set time and date automatically",
				"Linux: sudo timedatectl set-ntp true",
				"Some sites learn how far a device is off. After the repair they may refuse its codes for a while.",
			},
			Look: []string{"Mills, Computer Network Time Synchronization, 2006 (20,000 hosts, median 78 ppm)"},
		},
		drift.SyncIdle: {
			Title: "Automatic time is on, but its service does not run",
			What:  []string{"Windows starts its time service now and then, when it sees fit. A clock that is wrong meanwhile stays so until then."},
			Do: []string{
				"Settings > Time & language > Date & time > Sync now",
				"If that fails, as administrator: net start w32time, then w32tm /resync",
			},
			Look: []string{"Microsoft, Windows Time service tools and settings"},
		},
	}
}

func explainedFailing() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.SyncFailing: {
			Title: "The time service runs, and uses no server's answer",
			What: []string{
				"The service asks its servers, and no answer is good enough for it. Most tools print the same for two things: no answer comes (the network drops such questions, UDP port 123, or the server's name is wrong), or one comes and is refused (the server is itself not synchronised, too unsure of its time, or has a certificate that the service does not trust).",
				"When time servers answer codeclock on the same network, the network is not what is wrong.",
			},
			Do: []string{
				"Ask the same server: codeclock check --server NAME (or --server system). Does it answer?",
				"No answer, and others do: name another server in timesyncd.conf (NTP=), chrony.conf or ntp.conf (server).",
				"No server answers at all: ask whoever keeps the network to let UDP 123 out, or which server to use inside.",
				"It answers, and the service refuses it: journalctl -u systemd-timesyncd, or chronyc ntpdata as root, says why.",
			},
			Look: []string{"systemd, src/timesync/timesyncd-manager.c (root distance, unsynchronised servers)", "systemd/systemd#13912", "actions/runner#2996"},
		},
		drift.SyncRefused: {
			Title: "The error is larger than the service corrects",
			What: []string{
				"Windows that is no member of a domain does not correct more than 15 hours; it writes a line into its log, and that is all. ntpd gives up over 1000 s.",
			},
			Do: []string{
				"Set the date and time by hand, to within a few minutes.",
				"Then let automatic time do the rest. (Windows: Sync now. ntpd: sudo ntpd -gq)",
			},
			Look: []string{"Microsoft, MaxPosPhaseCorrection (54,000 s)", "RFC 5905, PANICT"},
		},
	}
}

func explainedServices() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.SyncSlow: {
			Title: "The time service knows of the error, and is at it",
			What:  []string{"To make no jump, a time service may correct a clock little by little. At 500 parts in a million, 47 s take a day."},
			Do: []string{
				"chrony: sudo chronyc makestep",
				"Others: restart the service, which sets the clock at once.",
			},
			Look: []string{"chrony, doc/chronyc.adoc, makestep"},
		},
		drift.WrongSource: {
			Title: "The time service follows a source that is wrong",
			What: []string{
				"The service says that all is well, and most of the servers that were asked here say otherwise. Its own server is wrong, or somebody on the network answers in its place.",
				"A service's word is as old as its last contact: this is called likely only where it heard from its source lately, since the last start and the last wake. On Android, automatic time follows the carrier or a server; that one is wrong.",
			},
			Do: []string{
				"chronyc sources -v, or timedatectl timesync-status, tells whom it follows.",
				"Name other servers, four at least, so that one that is wrong is outvoted.",
				"Android: switch automatic time off and set the clock by hand, or use Wi-Fi. Switching it off and on again brings the wrong time back.",
			},
			Look: []string{"RFC 5905, section 11.2.1 (a majority of servers)", "andOTP/andOTP#285 (a carrier's time)"},
		},
		drift.SeveralServices: {
			Title: "Two time services run at once",
			What:  []string{"Each of them moves the clock, and undoes what the other did."},
			Do:    []string{"Keep one, and switch the others off: sudo systemctl disable --now NAME"},
			Look:  []string{"systemd, man/systemd-timesyncd.service.xml (it leaves the clock to others only where they are known to it)"},
		},
	}
}

func explainedPlaces() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.Container: {
			Title: "This is a container",
			What: []string{
				"A container has no clock of its own: it sees the one of the computer, or the virtual machine, that runs it. It may not set it either.",
				"On a Mac or Windows there is always a virtual machine between: Docker Desktop, OrbStack, Lima, colima, Podman machine and WSL run containers in one. The Mac or Windows can be right while that machine's clock stood still. codeclock names it where the kernel or a file tells.",
			},
			Do: []string{
				"Run codeclock one level up, on what runs the container, and put the clock right where it is wrong first.",
				"Right there? Then the virtual machine between is off: restart it.",
				"Kubernetes: kubectl get pod -o wide names the node.",
			},
			Look: []string{"moby/moby, profiles/seccomp/default.json (clock_settime)", "docker/for-mac#17, docker/for-win#4526"},
		},
		drift.VirtualMachine: {
			Title: "This is a virtual machine",
			What:  []string{"Its clock is an imitation, which the host may set, and which stands still while the machine is paused."},
			Do:    []string{"See codeclock explain guest-paused, and host-wrong"},
			Look:  []string{"systemd, src/basic/virt.c (how virtual machines are told)"},
		},
		drift.Managed: {
			Title: "This computer is managed by a domain",
			What: []string{
				"Its clock follows the domain's, and all of its computers are off together when that is. Errors under 300 s may be corrected little by little, so waiting can help.",
			},
			Do: []string{
				"Do not set the clock yourself: the domain's logins need its time.",
				"Send the result to whoever keeps the domain. For them: the PDC emulator is where its time comes from.",
			},
			Look: []string{"Microsoft, Windows Time service tools and settings, MaxAllowedPhaseOffset"},
		},
	}
}

func explainedMeasuring() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.NotTheClock: {
			Title: "It is not this computer's clock",
			What:  []string{"This is found when a check has measured this clock to be right to 1 s; explain itself measures nothing. Most sites accept a code for a step of 30 s before and after its own; a strict one, which accepts none but the present code, refuses it while the clocks show different steps. When codes are refused all the same, it is one of these, the likeliest first."},
			Do: []string{
				"Stop after 3 wrong codes, before you are locked out. Keep your recovery codes.",
				"The code is made on another device, such as a phone. Check it: codeclock phone",
				"The app keeps a time of its own: 2FAS, Ente Auth, WinAuth, Google Authenticator on Android, the browser extension Authenticator. Restart it, or use its own setting.",
				"The code was sent to you (text message, mail): no clock matters. Or you wait for one, and the site wants the app's code.",
				"It was used already, or it is of another entry, or of a key that was replaced.",
				"It was typed or pasted with a flaw: codeclock lint",
				"You set codes up in the browser of another computer: some sites go by that one's clock. Check it there.",
				"The site's own clock is off. Compare: codeclock check --against URL",
				"All of it, step by step: codeclock guide",
			},
		},
		drift.Stepped: {
			Title: "The clock was set while it was being measured",
			What:  []string{"Something moved the clock meanwhile: a time service, the host of a virtual machine, or a person. What was measured before that is about a clock that is no more."},
			Do:    []string{"Measure again."},
		},
		drift.ServersDisagree: {
			Title: "The servers contradict each other",
			What:  []string{"No majority of the servers agrees on a time. An average of right and wrong would be wrong, so there is no answer."},
			Do: []string{
				"Measure again from another network.",
				"Name servers that you trust: codeclock check --server NAME, three of them at least.",
			},
		},
		drift.UnprovenIdentity: {
			Title: "Certificates were judged at the time that the servers claim",
			What: []string{
				"A web server proves who it is with a certificate, which is valid for a while. This clock is so far off that all of them look expired or not yet valid. They were verified in full, at the time that each server itself says it is.",
				"Whoever holds an old certificate of a site could make that true. Several sites of different operators that agree make it unlikely.",
			},
			Do: []string{"Put the clock right, roughly, and measure again."},
		},
	}
}

// explainedNetwork is what networks do.
func explainedNetwork() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.NTPBlocked: {
			Title: "The network lets no time questions out",
			What: []string{
				"No time server answered, and web servers did. Firewalls of companies, hotels and build services often drop UDP port 123. codeclock then reads the time from web servers (HTTPS), which is right to a few tenths of a second: enough for codes.",
			},
			Do: []string{
				"For an exact reading use another network; a phone's hotspot works.",
				"The computer's own time service needs UDP 123 too: ask whoever keeps the network which server to use.",
			},
			Look: []string{"actions/runner#2996"},
		},
		drift.NTPIntercepted: {
			Title: "Something on this network answers in the time servers' place",
			What: []string{
				"Time servers (NTP) do not prove who they are, so that a router, a firewall or an attacker can answer instead of them. Web sites prove it with a certificate. Here two or more web sites of different operators agree, and rule out what the time servers say. The verdict is that of the web sites.",
				"When all time servers answer with one voice (the same source, and the same last contact to it, to the nanosecond), it is certain that one machine speaks for them all.",
			},
			Do: []string{
				"Measure again from another network, such as a phone's hotspot.",
				"Tell whoever runs this network: the machine that answers for time servers has a wrong clock, and every computer here may follow it.",
			},
		},
		drift.WebIntercepted: {
			Title: "Something on this network answers in the web sites' place",
			What: []string{
				"Web sites of different operators answered all alike, as none of them should: with one certificate for all, with certificates of one unknown issuer, by sending to one page, or without encryption. Hotels and airports do that until one has signed in; companies do it to look into what is sent. What such a machine says about the time is not used.",
			},
			Do: []string{
				"Open any web page, and sign in if it asks you to. Then measure again.",
				"In a company, ask whether its authority can be installed on this computer.",
				"Or use another network, such as a phone's hotspot.",
			},
		},
	}
}

func explainedProxies() map[drift.Code]Explanation {
	return map[drift.Code]Explanation{
		drift.ProxyLogin: {
			Title: "The web proxy wants a login",
			What:  []string{"Web servers are asked through the proxy that HTTPS_PROXY names, and that wants a user and a password first."},
			Do: []string{
				"Ask whoever runs the proxy how programs are to use it.",
				"Or go around it, with a phone's hotspot.",
			},
		},
		drift.ProxyUnused: {
			Title: "This computer has a web proxy that was not used",
			What:  []string{"No web server answered. The desktop's settings name a web proxy, or a script that finds one; browsers use that. codeclock takes the proxy that the variable HTTPS_PROXY names, and runs no scripts."},
			Do:    []string{"Find out which proxy the browser uses, and name it: HTTPS_PROXY=http://HOST:PORT codeclock"},
		},
		drift.NoNetwork: {
			Title: "Nothing could be reached",
			What:  []string{"Neither time servers nor web servers sent anything. Nothing is known about the clock, which is not the same as right."},
			Do: []string{
				"Open any web page. If that fails too, put the connection right first.",
				"Without a network, compare the seconds with a clock that you trust.",
			},
		},
	}
}

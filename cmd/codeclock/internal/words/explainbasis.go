package words

import "codeclock/drift"

// A basis is what a finding rests on, so that a reader can tell what was seen from what
// is inferred.
type basis struct{ seen, unseen string }

// basisOf returns what a finding rests on.
func basisOf(code drift.Code) basis {
	for _, part := range []map[drift.Code]basis{basisOfClocks(), basisOfServices(), basisOfPlaces(), basisOfMeasuring()} {
		if b, ok := part[code]; ok {
			return b
		}
	}
	return basis{}
}

func basisOfClocks() map[drift.Code]basis {
	return map[drift.Code]basis{
		drift.WholeHours:    {"the size of the skew", "who set the clock, and when"},
		drift.SummerTime:    {"the size of the skew, the zone's rules; on Windows its switch for summer time", "whether the system's rules are the present ones"},
		drift.HardwareClock: {"the size of the skew, the zone's offset; where it can be read, the hardware clock and its setting", "whether another system shares the computer"},
		drift.HalfDay:       {"the size of the skew", "who set the clock"},
		drift.WholeDays:     {"the size of the skew", "who set the clock"},
		drift.Battery:       {"the size of the skew, the date that the clock shows or began at, whether there is a hardware clock, how long this computer has run", "the battery itself"},
		drift.Slept:         {"how long this computer slept since its start", "when it slept, unless it tells"},
		drift.RunsWild:      {"how the skew changed while it was watched; or by how much the kernel or the service corrects the clock", "the hardware"},
		drift.TimeSeeding:   {"that this is Windows, the size of the skew, the setting", "Windows' log, which says where the date came from"},
		drift.Stepped:       {"the clock against a stopwatch that nothing can set, during the measurement", "who set it"},
	}
}

func basisOfServices() map[drift.Code]basis {
	return map[drift.Code]basis{
		drift.SyncOff:         {"the system's switch, its policies, and which services run", "why it is off"},
		drift.SyncIdle:        {"the switch, and that the service does not run", "when it will be started"},
		drift.SyncFailing:     {"that the service says it uses no answer, and whom it asks", "its log, which tells silence from refusal; its packets"},
		drift.SyncSilent:      {"that the service uses no answer, and that no time server answered codeclock on this network either", "its packets"},
		drift.SyncUnused:      {"that answers come, by the service's count, and its reason where it gives one", "its settings"},
		drift.SyncUnasked:     {"that the service says it is offline, or has no server", "its settings, and the network's state"},
		drift.SyncUnset:       {"that the service uses answers, and that the kernel or the service says that the clock is not set", "the rights that the service runs with"},
		drift.SyncStale:       {"when the service last heard from its source: against how often it asks, the last wake, the start of the computer, and this clock", "why it heard nothing since"},
		drift.SyncUnknown:     {"that the service's process runs, and that the kernel calls its clock unsynchronised", "what the service thinks: it tells root alone, or nobody"},
		drift.SyncRefused:     {"the size of the skew, and the limit", "the service's log"},
		drift.SyncSlow:        {"that the service's own idea of the skew is the measured one", "when it will be done"},
		drift.WrongSource:     {"that the service follows somebody, when it last heard, and that most servers asked here say otherwise", "its source itself: codeclock check --server NAME asks it"},
		drift.OwnClock:        {"what the service says that it follows", "the clock of the machine around"},
		drift.SeveralServices: {"which services run", "which of them may set the clock"},
		drift.Managed:         {"that the computer is a member of a domain", "the domain's own clock"},
	}
}

func basisOfPlaces() map[drift.Code]basis {
	return map[drift.Code]basis{
		drift.GuestPaused:    {"that this is a virtual machine, and slow; where it can be read, that its hardware clock is right", "the machine around it, and when it slept"},
		drift.HostWrong:      {"that the hardware clock, which the machine around gives, shows the same error; or that this is WSL 1", "that machine's own clock"},
		drift.Container:      {"a mark of the container: a file, its cgroup, or what started it", "the clock around it"},
		drift.VirtualMachine: {"what the processor and the main board say", "the host"},
	}
}

func basisOfMeasuring() map[drift.Code]basis {
	return map[drift.Code]basis{
		drift.NotTheClock:      {"the measured skew", "the code, its key, the site"},
		drift.ServersDisagree:  {"what each server answered", "which of them is right"},
		drift.NTPBlocked:       {"that several time servers stayed silent while web servers answered", "what on the way drops the questions"},
		drift.NTPIntercepted:   {"what time servers and web sites answered", "who answers in their place"},
		drift.WebIntercepted:   {"how web servers answered, and with which certificates", "who answers in their place"},
		drift.ProxyLogin:       {"the proxy's answer", "which login it wants"},
		drift.ProxyUnused:      {"the desktop's settings", "whether the proxy works"},
		drift.NoNetwork:        {"that nothing answered", "the cable, the Wi-Fi, the router"},
		drift.UnprovenIdentity: {"certificates, checked at the time that each server claims", "whether one of them is old and stolen"},
	}
}

package main

const measuringHelp = `Nobody ever knows a clock's error exactly, so codeclock works with
intervals. Each answer of a time server leaves a range of errors
possible. The result is all that more than half of the servers leave
possible together, and its width is the bound that is printed: as long
as most of them are honest, the truth lies inside, whatever the others
say. The figure itself is the likeliest value in it, and a minority
can't move that much further than honest servers differ. A server that
is outside, silent or unsynchronised is named and ignored. Names that
answer as the same server have one vote. If the servers contradict each
other, the answer is CAN'T TELL, never an average.

It ends as soon as the answer can't change, usually after one round
trip, and after 3 s (--timeout) at the latest. All servers are asked at
once, and one that is silent for 1.2 s while others answer isn't waited
for; --samples 8 takes longer and gets closer on a jittery line. Packets
that are no answer to what was asked are passed over. A public server
that is more than 3 s unsure of its own time is refused; one that you
name is taken, and the bound is as wide as it says.

Time servers (NTP) don't prove who they are; web servers do. Whenever
public time servers say that the clock is anything but OK, or all speak
with one voice, web servers of five operators are asked as well, for 1 s
at most. The answer says whether they agree. If they rule it out, then
something on this network answers in the time servers' place, and the
verdict is that of the web servers. A server that you name with --server
is your own choice and isn't checked. "codeclock help trust" has more.

Where time servers are blocked, web servers are asked instead, and the
answer says so. In a closed network try --server system: it asks the
servers that this computer itself is told to use (by its time service,
its domain, the network or the cloud it is in).

A web server tells whole seconds only. Asking again just when a second
turns narrows that to between 0.05 s and 0.2 s in five requests. Answers
from caches are refused, redirects aren't followed, and the proxy of the
environment is used and named. --source ntp, https or both chooses; both
checks one kind against the other. Each is sent at most five requests
over five connections. --against URL asks the very site that refuses the
codes.

To a clock that is years off, every certificate looks expired or not yet
valid. They are still verified in full, at the time that the server
itself claims, and the answer says that it rests on that.

The cause comes from the size of the error (whole quarter-hours point to
time zones, the zone's own offset to a dual boot, years to a dead
battery) and from what can be seen on this computer without an
administrator: which time service runs and whether it hears a server,
whether automatic time is on, what the kernel believes, how long the
computer slept, and whether this is WSL, a container, a virtual machine
or a managed PC. What couldn't be seen is unknown, never a "no".

"codeclock servers" lists every host that can be contacted, and why.`

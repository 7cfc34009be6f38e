package main

import (
	"slices"
	"strings"
	"testing"

	"codeclock/cmd/codeclock/internal/cli"
)

// wrongCalls are calls that people make: wrong, what of them the error repeats, and
// the call that its hint leads to. Each is in a practice run, or asks nobody.
const wrongCalls = `
Check|"Check"|check --help
CHECK|"CHECK"|check --help
chek|"chek"|check --help
chekc|"chekc"|check --help
checks|"checks"|check --help
/?|"/?"|--help
?|"?"|--help
/help|"/help"|--help
-?|-?|--help
usage|"usage"|--help
version|"version"|--version
Version|"Version"|--version
-version|-version|--version
-V|-V|--version
servee|"servee"|serve --help
qr|"qr"|phone --help
iphone|"iphone"|phone --help
android|"android"|phone --help
phon|"phon"|phone --help
phone2||--help
Phone|"Phone"|phone --help
phones|"phones"|phone --help
giude|"giude"|guide --help
guid|"guid"|guide --help
Guide|"Guide"|guide --help
gide|"gide"|guide --help
doctor|"doctor"|guide --help
wizard|"wizard"|guide --help
server|"server"|servers
Servers|"Servers"|servers
sevrers|"sevrers"|servers
ntp|"ntp"|servers
widow|"widow"|window --help
windows|"windows"|window --help
Window|"Window"|window --help
simulate|"simulate"|window --skew 47s-slow
tpa|"tpa"|tap --help
Tap|"Tap"|tap --help
app|"app"|tap --help
reprot|"reprot"|report --help
Report|"Report"|report --help
support|"support"|report --help
verfy|"verfy"|verify --help
Verify|"Verify"|verify --help
lnit|"lnit"|lint --help
code|"code"|lint --help
key|"key"|lint --key --help
polices|"polices"|policies
policy|"policy"|policies
Policies|"Policies"|policies
sites|"sites"|policies
explian|"explian"|explain
Explain|"Explain"|explain
findings|"findings"|explain
demo|"demo"|--demo
clock|"clock"|check --help
time|"time"|check --help
test|"test"|check --help
sync|"sync"|check --help
hepl|"hepl"|help
Help|"Help"|help
xyzzy|"xyzzy"|--help
hunter2||--help
123456||--help
slow|"slow"|--demo=slow
json|"json"|--demo --format json
help chek|"chek"|check --help
help Check|"Check"|check --help
help nope|"nope"|--help
completion bsh|"bsh"|completion bash
completion Bash|"Bash"|completion bash
completion foo|"foo"|completion --help
--json|--json|--demo --format json
--JSON|--JSON|--demo --format json
--nagios|--nagios|--demo --format nagios
--prometheus|--prometheus|--demo --format prometheus
--junit|--junit|--demo --format junit
--github|--github|--demo --format github
check --json|--json|check --demo --format json
window --skew 1s-fast --json|--json|window --skew 1s-fast --format json
policies --json|--json|policies --format json
verify --json|--json|verify --format json --help
guide --markdown|--markdown|guide --format markdown --help
--windows|--windows|--demo --os windows
--slow|--slow|--demo=slow
--offline|--offline|--demo=offline
--https|--https|--source https --help
--never|--never|--demo --fail-on never
-max-skew 1s|-max-skew|--demo --max-skew 1s
-server a.example|-server|--server a.example --help
-demo|-demo|--demo
-demo=slow|-demo|--demo
-format json|-format|--demo --format json
-quiet|-quiet|--demo --quiet
-verbose|-verbose|--demo --verbose
-window 1|-window|--demo --window 1
window -skew 1s-fast|-skew|window --skew 1s-fast
window -live|-live|window --skew 1s-fast --live --help
phone -once|-once|phone --once --help
--Demo|--Demo|--demo
--DEMO|--DEMO|--demo
--Format json|--Format|--demo --format json
--servr a.example|--servr|--server a.example --help
--quite|--quite|--demo --quiet
--verbos|--verbos|--demo --verbose
--maxskew 1s|--maxskew|--demo --max-skew 1s
--max_skew 1s||--help
--sample 4|--sample|--demo --samples 4
--timout 1s|--timout|--demo --timeout 1s
--ver|--ver|--demo --verbose
--color|--color|--help
--colour always|--colour|--demo --color always
-z|-z|--help
-Q|-Q|--demo -q
--nope|--nope|--help
window 47s-slow|"47s-slow"|window --skew 47s-slow
window 47s slow|"47s"|window --skew 47s-slow
window -- -47s|"-47s"|window --skew -47s
window 47s|"47s"|window --skew 47s-slow
window 3s-fast|"3s-fast"|window --skew 3s-fast
window keycloak|"keycloak"|window --skew 1s-fast --policy keycloak
window --skew 47|47|window --skew 47s-slow
window --skew 47s|47s|window --skew 47s-slow
window --skew slow|"slow"|window --skew 47s-slow
window --skew 47-slow|"47-slow"|window --skew 47s-slow
window --skew 4x-slow|"4x-slow"|window --skew 47s-slow
window --skew 999999y-slow||window --skew 47s-slow
window --skew 1s-fast --past x|"x"|window --skew 1s-fast --past 1
window --skew 1s-fast --future 1/2|"1/2"|window --skew 1s-fast --future 1
window --skew 1s-fast --past 30|30|window --skew 1s-fast --past 30s
window --skew 1s-fast --typing 8|"8"|window --skew 1s-fast --typing 8s
window --skew 1s-fast --typing 9s..5s|"9s..5s"|window --skew 1s-fast --typing 5s..20s
window --skew 1s-fast --typing 25h|"25h"|window --skew 1s-fast --typing 8s
window --skew 1s-fast --at now|"now"|window --skew 1s-fast --at 2026-11-22T14:02:10Z
window --skew 1s-fast --at 2026-11-22|"2026-11-22"|window --skew 1s-fast --at 2026-11-22T14:02:10Z
window --skew 1s-fast --period 0|"0s"|window --skew 1s-fast --period 30s
window --skew 1s-fast --policy keyclok|"keyclok"|window --skew 1s-fast --policy keycloak
window --skew 1s-fast --policy nosuch|"nosuch"|policies
window --skew 1s-fast --every 1m|--every|window --skew 1s-fast --every 1m --logins 20
window --skew 1s-fast --logins 0||window --skew 1s-fast --logins 20
window --skew 1s-fast --logins many|"many"|window --help
window --skew 1s-fast --logins 5 --drift 2|"2"|window --skew 1s-fast --logins 5 --drift 2s-fast
window --skew 1s-fast --logins 5 --repair-after 9|"9"|window --skew 1s-fast --logins 20 --repair-after 10
window --skew 1s-fast --server a.example|--server|window --server a.example --measure --help
window --skew 1s-fast --measure|--measure|window --skew 1s-fast
window|how far off|window --skew 47s-slow
--demo --max-skew 1|"1"|--demo --max-skew 1s
--demo --max-skew 1,5s|"1,5s"|--demo --max-skew 1.5s
--demo --max-skew 1sec|"1sec"|--demo --max-skew 1s
--demo --max-skew 1S|"1S"|--demo --max-skew 1s
--demo --max-skew 2seconds|"2seconds"|--demo --max-skew 2s
--demo --max-skew 500msec|"500msec"|--demo --max-skew 500ms
--demo --max-skew 2min|"2min"|--demo --max-skew 2m
--demo --max-skew 0.5|"0.5"|--demo --max-skew 0.5s
--demo --max-skew soon|"soon"|--demo --max-skew 30s
--demo --max-skew -1s|"-1s"|--demo --max-skew 1s
--demo --max-skew 0|"0s"|--demo --max-skew 1s
--demo --max-skew 1s --window 1|--window|--demo --max-skew 1s
--demo --timeout 3|"3"|--demo --timeout 3s
--demo --timeout 3,5|"3,5"|--demo --timeout 3.5s
--demo --timeout 0|"0s"|--demo --timeout 3s
--demo --timeout 1us|"1us"|--demo --timeout 3s
--demo --timeout -1s|"-1s"|--demo --timeout 3s
--demo --timeout 300h|"300h"|--demo --timeout 3s
--demo --timeout never|"never"|--demo --timeout 30s
--demo --samples 0|"0"|--demo --samples 4
--demo --samples -1|"-1"|--demo --samples 4
--demo --samples 65|"65"|--demo --samples 4
--demo --samples four|"four"|--help
--demo --samples 4.5|"4.5"|--help
--demo --samples 99999999999||--demo --samples 4
--demo --window x|"x"|--demo --window 1
--demo --window 30|30|--demo --window 30s
--demo --window 1/2/3||--demo --window 1/0
--demo --window -1|"-1"|--demo --window 1
--demo --window ±1||--demo --window 1
--demo --typing 8|"8"|--demo --typing 8s
--demo --typing 25h|"25h"|--demo --typing 8s
--demo --typing -1s|"-1s"|--demo --typing 8s
--demo --period 30|"30"|--demo --period 30s
--demo --period 1.5s|"1.5s"|--demo --period 30s
--demo --period 0|"0s"|--demo --period 30s
--demo --period 25h|"25h"|--demo --period 30s
--demo --format JSON|"JSON"|--demo --format json
--demo --format jsn|"jsn"|--demo --format json
--demo --format xml|"xml"|--demo --format junit
--demo --format yaml|"yaml"|--demo --format json
--demo --format Nagios|"Nagios"|--demo --format nagios
--demo --fail-on Wrong|"Wrong"|--demo --fail-on wrong
--demo --fail-on often|"often"|--help
--demo --fail-on warning|"warning"|--demo --fail-on risk
--demo --os Windows|"Windows"|--demo --os windows
--demo --os beos|"beos"|--help
--demo --color yes|"yes"|--demo --color always
--demo --color Never|"Never"|--demo --color never
--demo --source http|"http"|--source https --help
--demo --source ntp|--source|--demo
--demo --server a.example|--server|--demo
--demo=SLOW|"SLOW"|--demo=slow
--demo=Slow|"Slow"|--demo=slow
--demo=slw|"slw"|--demo=slow
--demo=foo|"foo"|--demo=slow
--demo=GEZDGNBVGY3TQOJQ||--demo=slow
--demo SLOW|--demo|--demo=slow
--demo slow|--demo|--demo=slow
--demo -qq|--quiet|--demo --quiet
--demo -vv|--verbose|--demo --verbose
--demo -q -v|-q|--demo -q
--demo --quiet=maybe|"maybe"|--demo --quiet
--server http://time.example/|"http://time.example/"|--server time.cloudflare.com --help
--server https://time.example|"https://time.example"|--server time.cloudflare.com --help
--server a.example:0|"a.example:0"|--server time.cloudflare.com --help
--server|--server|--help
--against ftp://a.example|--against|--against https://www.example.com --help
--demo --output|--output|--help
--demo --format prometheus --output clock.txt|--output|--demo --format prometheus
check stray|"stray"|check --help
check 10.0.0.1||check --server 10.0.0.1 --help
check www.example.com||check --server www.example.com --help
check json|"json"|check --demo --format json
tap google|"google"|tap --app google --help
tap --app gogle|"gogle"|tap --app google --help
tap --app Aegis2|"Aegis2"|tap --app aegis --help
tap --demo --taps 0|"0"|tap --demo --taps 3 --help
phone --demo --qr blok|"blok"|phone --demo --qr ascii --help
phone --demo --listen 8.8.8.8|"8.8.8.8"|phone --demo --listen 192.168.178.20 --help
phone --demo --listen 0.0.0.0|"0.0.0.0"|phone --demo --listen 192.168.178.20 --help
phone --demo --listen here|"here"|phone --demo --listen 192.168.178.20 --help
phone --format text,json|--format|phone --help
explain whole-hour|"whole-hour"|explain whole-hours
explain Whole-Hours|"Whole-Hours"|explain whole-hours
explain nosuch|"nosuch"|explain
policies keyclok|"keyclok"|policies keycloak
guide --site amazn|"amazn"|guide --site amazon --help
guide --check nosuch|--check|guide --check clock --help
guide --answers nosuch|"nosuch"|guide --answers sent
infer 287082||infer --help
infer GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ||infer --key-file - --help
infer --key GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ|--key|infer --key-file - --help
infer --secret GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ|--secret|infer --help
infer csv|"csv"|infer --format csv --help
infer --range 1|"1"|infer --range 12h --help
infer --range 200y|"200y"|infer --range 20y --help
infer --delay 2h|"2h"|infer --delay 10s --help
infer --codes 0|"0"|infer --codes 2 --help
infer --zone Mars|"Mars"|infer --zone UTC --help
infer --code 287082|--code|infer --code-file codes.txt --help
infer --at @59|--at|infer --code-file codes.txt --help
infer --code 287082 --at 59|"59"|infer --code 287082 --at @1795356130 --help
infer --code 287082 --at 287082|--at|infer --code 287082 --at @1795356130 --help
infer --code 287082 --at 2026-11-22T14:02:10|"2026-11-22T14:02:10"|infer --code 287082 --at 2026-11-22T14:02:10 --zone local --help
infer --code 287082 --at 2026-11-22T14:02Z|"2026-11-22T14:02Z"|infer --code 287082 --at 2026-11-22T14:02:10Z --help
infer --code 287082 --at 1969-12-31T23:59:59Z|"1969-12-31T23:59:59Z"|infer --code 287082 --at 2026-11-22T14:02:10Z --help
infer --code 287082 --at 22.11.2026|--at|infer --code 287082 --at 2026-11-22T14:02:10Z --help
infer --code 287082 --at @59 --code 287082 --at 60|--at 2|infer --code 287082 --at @1795356130 --help
infer --batch codes.csv|--batch|infer --batch codes.csv --keys keys.csv --help
infer --keys keys.csv|--keys|infer --batch codes.csv --keys keys.csv --help
infer --batch - --keys -|both|infer --batch - --keys keys.csv --help
infer --batch codes.csv --keys keys.csv --code 287082 --at @59|--code|infer --batch codes.csv --keys keys.csv --help
infer --batch codes.csv --keys keys.csv --demo|--demo|infer --batch codes.csv --keys keys.csv --help
infer --batch codes.csv --keys keys.csv --format text|--format text|infer --batch codes.csv --keys keys.csv --format csv --help
infer --batch codes.csv --keys nosuch.csv|read the keys|infer --help
infer --format csv|--format csv|infer --format json --help
lint --digits 11|"11"|lint --digits 6 --help
lint --kind App|"App"|lint --kind app --help
verify -qq|--quiet|verify --quiet --help
servers stray|"stray"|servers --help
check --demo --os Win10|"Win10"|check --demo --os windows
check --demo --os osx|"osx"|check --demo --os macos
check --demo --os ios|"ios"|check --demo --os iphone
check --demo --os Ubuntu|"Ubuntu"|check --demo --os linux
check --demo --format gh|"gh"|check --demo --format github
check --demo --format text,json|"text,json"|check --demo --format text
check --demo --fail-on critical|"critical"|check --demo --fail-on wrong
check --demo --fail-on warn|"warn"|check --demo --fail-on risk
check --demo --fail-on none|"none"|check --demo --fail-on never
check --demo --fail-on onlywrong|"onlywrong"|check --demo --fail-on only-wrong
check --demo --on-unreachable ignore|"ignore"|check --demo --on-unreachable ok
check --demo --on-unreachable wrong|"wrong"|check --demo --on-unreachable critical
check --demo --max-skew 1s --typing 8s|--typing|check --demo --max-skew 1s
check --demo --max-skew 1s --period 60s|--period|check --demo --max-skew 1s
check --demo --max-skew ±1s|--max-skew|check --demo --max-skew 1s
check --demo --max-skew 1d|"1d"|check --demo --max-skew 24h
check --demo --max-skew one|"one"|check --demo --max-skew 30s
check --demo --threshold 1s|--threshold|check --demo --max-skew 1s
check --demo --tolerance 1s|--tolerance|check --demo --max-skew 1s
check --demo -w 1 -c 2|-w|check --demo --max-skew 1s
check -H a.example|-H|check --server a.example --help
check --host a.example|--host|check --server a.example --help
check --port 123|--port|check --server HOST:PORT --help
check --demo --count 3|--count|check --demo --samples 3
check --demo --debug|--debug|check --demo --verbose
check --demo --silent|--silent|check --demo --quiet
check --demo --no-color|--no-color|check --demo --color never
check --demo -o out.json|-o|check --help --output out.json
check --demo -f json|-f|check --demo --format json
check --demo --fix|--fix|check --demo
check --demo --lang de|--lang|check --demo
check --demo --plain|--plain|check --demo
check --demo -q --format json|-q|check --demo --format json
check --demo -v --format prometheus|-v|check --demo --format prometheus
check --demo -q --os windows|--os|check --demo --os windows
check --demo --os windows --format json|--os|check --demo --format json
check --demo --color always --format json|--color|check --demo --format json
check a.example:123||check --server a.example:123 --help
check 2001:db8::1||check --server 2001:db8::1 --help
check --server ntp://a.example|--server|check --server time.cloudflare.com --help
check --server a.example,b.example|"a.example,b.example"|check --server time.cloudflare.com --server time.google.com --help
codeclock check|"codeclock"|check --help
wait 5s|"5s"|wait --clock-within 5s --help
wait --within 1s|--within|wait --clock-within 1s --help
wait --max-skew 1s|--max-skew|wait --clock-within 1s --help
wait --demo --new-step --code-left 5s|--new-step|wait --demo --new-step
watch --interval 5s|--interval|watch --every 5s --help
watch --demo --count 0|"0"|watch --demo --count 20 --help
phone --port 8080|--port|phone --listen 192.168.178.20:8080 --help
phone --demo --format json --plain|--plain|phone --format json --help
tap --presses 3|--presses|tap --taps 3 --help
tap --demo --os iphone --format json|--os|tap --format json --help
tap --app google authenticator|"authenticator"|tap --app google --help
tap --demo --max-skew 1s --window 1|--window|tap --max-skew 1s --help
window --window 1 --skew 1s-fast|--window|window --skew 1s-fast --past 1 --future 1
window --slow 47s|--slow|window --skew 47s-slow
window --fast 3s|--fast|window --skew 47s-fast
window --skew 1s-fast --policy keycloak old|"old"|window --skew 1s-fast --policy keycloak
window --skew 1s-fast --key GEZD|--key|window --skew 1s-fast --show-codes --help
report --demo --format json|--format|check --format json --demo
report --demo --email x|--email|report --demo
report --demo --max-skew 1s --period 60s|--period|report --demo --max-skew 1s
verify --file x.txt|--file|verify FILE --help
verify -q -v|-q|verify -q --help
verify -q --format json|-q|verify --format json --help
lint 123456||lint --help
lint --kind totp|"totp"|lint --kind app --help
infer --key GEZD|--key|infer --help
policies --policy keycloak|--policy|policies keycloak
policies --list|--list|policies
explain --list|--list|explain
explain dead battery|"dead-battery"|explain battery
explain whole hours ago|"whole-hours-ago"|explain whole-hours
serve --port 8080|--port|serve --listen 127.0.0.1:8080 --help
serve --demo --window 1 --max-skew 1s|--window|serve --max-skew 1s --help
servers --list|--list|servers
`

// Every wrong call ends with status 64 and two short lines: what was wrong, with the
// value unless it could be a secret, and a hint that works when it is followed.
func TestWrongCalls(t *testing.T) {
	calls := strings.Split(strings.TrimSpace(wrongCalls), "\n")
	if len(calls) < 270 {
		t.Errorf("%d wrong calls are tried", len(calls))
	}
	for _, call := range calls {
		cells := strings.Split(call, "|")
		wrong, shown, right := strings.Fields(cells[0]), cells[1], strings.Fields(cells[2])
		got := runIn(t, newWorld(), wrong...)
		lines := strings.Split(got.Err, "\n")
		if got.Status != cli.ExitUsage || got.Stdout != "" || len(lines) != 3 ||
			!strings.HasPrefix(lines[0], "codeclock: error: ") || !strings.Contains(lines[0], shown) {
			t.Errorf("codeclock %s: status %d, %q and %q; want status 64, %s and a hint", cells[0], got.Status, got.Stdout, got.Err, shown)
			continue
		}
		if len(lines[0]) >= 200 || len(lines[1]) >= 200 {
			t.Errorf("codeclock %s: lines of %d and %d columns: %q", cells[0], len(lines[0]), len(lines[1]), got.Err)
		}
		leadsTo(t, cells[0], lines[1], wrong, right)
	}
}

// leadsTo sees that a hint names what is new in the right call, and that this is one.
// What a hint need not name is that --help, --demo and the rest keep the call short.
func leadsTo(t *testing.T, call, hint string, wrong, right []string) {
	t.Helper()
	for _, word := range right {
		practice := word == "--demo" || word == "--skew" || word == "47s-slow" || word == "1s-fast" || word == "--help" && len(right) > 1
		if !slices.Contains(wrong, word) && !practice && !strings.Contains(hint, word) {
			t.Errorf("codeclock %s: the hint %q leads nobody to %q", call, hint, strings.Join(right, " "))
			break
		}
	}
	if got := runIn(t, newWorld(), right...); got.Status == cli.ExitUsage {
		t.Errorf("codeclock %s, which a hint leads to: %s", strings.Join(right, " "), got.Err)
	}
}

package main

// meaning returns what a word means that people type for a command; "" for any
// other. Those that are nearly a command's name are found without it.
func meaning(word string) string {
	return map[string]string{
		"qr": "codeclock phone", "mobile": "codeclock phone", "iphone": "codeclock phone", "android": "codeclock phone",
		"version": "codeclock --version", "?": "codeclock --help", "/?": "codeclock --help", "/help": "codeclock --help", "usage": "codeclock --help",
		"clock": "codeclock check", "time": "codeclock check", "test": "codeclock check", "run": "codeclock check", "status": "codeclock check",
		"sync": "codeclock check", "drift": "codeclock watch", "rate": "codeclock watch", "skew": "codeclock check", "monitor": "codeclock help fleet",
		"doctor": "codeclock guide", "wizard": "codeclock guide", "start": "codeclock guide", "why": "codeclock guide",
		"simulate": "codeclock window --skew 47s-slow", "app": "codeclock tap", "ntp": "codeclock servers", "server": "codeclock servers", "support": "codeclock report",
		"code": "codeclock lint", "key": "codeclock lint --key", "sites": "codeclock policies", "policy": "codeclock policies", "findings": "codeclock explain",
		"demo": "codeclock --demo", "codeclock": "codeclock check", "stopwatch": "codeclock watch", "graph": "codeclock watch", "log": "codeclock watch --log clock.log",
	}[word]
}

// flagMeaning returns the hint for a flag that other programs have, or another command,
// "" for any other.
func flagMeaning(command, flag string) string {
	if hint := flagsOfOne()[command+" "+flag]; hint != "" {
		return hint
	}
	return flagsOfAll()[flag]
}

// flagsOfOne are flags that mean something at one command.
func flagsOfOne() map[string]string {
	const limit, within = "for example --max-skew 1s", "for example --clock-within 1s"
	const listen, window = "for example --listen 192.168.178.20:8080", "write --past and --future"
	const ask = "it is never an argument: leave it out, and it is asked for"
	return map[string]string{
		"check host": "write --server and the name", "check H": "write --server and the name", "check s": "write --server and the name", "check n": "write --samples",
		"check port": "it goes with the server: --server HOST:PORT", "check count": "write --samples, or \"codeclock watch --count\"", "check every": "write \"codeclock watch --every\"",
		"check interval": "write \"codeclock watch --every\"", "check log": "write \"codeclock watch --log\"", "check watch": "write \"codeclock watch\"",
		"check threshold": limit, "check limit": limit, "check tolerance": limit, "check warning": limit, "check critical": limit, "check w": limit, "check c": limit, "check within": limit,
		"wait within": within, "wait max-skew": within, "wait limit": within, "wait for": within, "wait threshold": within,
		"watch interval": "write --every", "watch i": "write --every", "watch n": "write --count", "watch duration": "write --for",
		"phone port": listen, "phone bind": listen, "phone ip": listen, "phone host": listen, "phone os": "the page shows the steps of the system that opens it",
		"serve port": "for example --listen 127.0.0.1:8080", "serve bind": "for example --listen 127.0.0.1:8080", "serve host": "for example --url https://clock.example.com",
		"tap presses": "write --taps", "tap count": "write --taps", "tap n": "write --taps",
		"window window": window, "window steps": window, "window slow": "for example --skew 47s-slow", "window fast": "for example --skew 47s-fast",
		"window code": ask, "window key": "a key is never an argument: --show-codes asks for it", "window offset": "write --skew",
		"lint code": ask, "infer key": "a key is never an argument: leave it out, and it is asked for, or use --key-file",
		"report format": "a report is one text; for programs there is \"codeclock check --format json\"", "report json": "a report is one text; for programs there is \"codeclock check --format json\"",
		"report email": "it is sent by nobody but you: copy it", "report send": "it is sent by nobody but you: copy it", "report file": "write --output",
		"verify file": "name the file alone: codeclock verify FILE", "verify key": "write --signer",
		"policies policy": "name it alone: codeclock policies NAME", "policies list": "leave it out: the list comes by itself", "policies a": "leave it out: the list comes by itself",
		"explain list": "leave it out: the list comes by itself", "servers list": "leave it out: the list comes by itself",
	}
}

// flagsOfAll are flags that mean the same wherever they are missing.
func flagsOfAll() map[string]string {
	const sets = "codeclock sets no clock: its answer has the steps for this system"
	return map[string]string{
		"o": "write --output", "f": "write --format", "t": "write --timeout", "d": "write --demo",
		"debug": "write --verbose", "silent": "write --quiet", "s": "write --quiet", "retries": "servers are asked again until the --timeout",
		"no-color": "write --color never", "nocolor": "write --color never", "no-colour": "write --color never", "no-colors": "write --color never",
		"fix": sets, "sync": sets, "set": sets, "adjust": sets, "update": sets,
		"utc": "nothing here depends on a time zone", "timezone": "nothing here depends on a time zone", "tz": "nothing here depends on a time zone",
		"lang": "there is English alone", "language": "there is English alone", "config": "there is no configuration; see \"codeclock help environment\"",
		"ipv": "both kinds of addresses are asked", "plain": "leave it out: nothing here moves a cursor", "list": "leave it out",
	}
}

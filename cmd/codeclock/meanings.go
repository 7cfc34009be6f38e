package main

// meaning returns what a word means that people type for a command; "" for any
// other. Those that are nearly a command's name are found without it.
func meaning(word string) string {
	return map[string]string{
		"qr": "codeclock phone", "mobile": "codeclock phone", "iphone": "codeclock phone", "android": "codeclock phone",
		"version": "codeclock --version", "?": "codeclock --help", "/?": "codeclock --help", "/help": "codeclock --help", "usage": "codeclock --help",
		"clock": "codeclock check", "time": "codeclock check", "test": "codeclock check", "run": "codeclock check", "status": "codeclock check",
		"sync": "codeclock check", "drift": "codeclock check", "skew": "codeclock check", "monitor": "codeclock help fleet",
		"doctor": "codeclock guide", "wizard": "codeclock guide", "start": "codeclock guide", "why": "codeclock guide",
		"simulate": "codeclock window --skew 47s-slow", "app": "codeclock tap", "ntp": "codeclock servers", "server": "codeclock servers", "support": "codeclock report",
		"code": "codeclock lint", "key": "codeclock lint --key", "sites": "codeclock policies", "policy": "codeclock policies", "findings": "codeclock explain",
		"demo": "codeclock --demo",
	}[word]
}

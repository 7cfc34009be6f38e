package totp

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// foundForms are more keys as people have them, all with RFC 6238's secret: which
// codes they make, or what they are refused as.
func foundForms() []struct {
	name, text, makes string
	err               error
} {
	grouped := "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
	hexed := hex.EncodeToString([]byte(rfcSecret))
	address := "otpauth://totp/Shop:me?secret=" + rfcBase32
	escaped := "otpauth%3A%2F%2Ftotp%2FShop%3Ame%3Fsecret%3D" + rfcBase32 + "%26digits%3D8"
	export := export(accountMessage("\x12\x01p"))
	const usual, eight = "SHA1 6 30s", "SHA1 8 30s"
	return []struct {
		name, text, makes string
		err               error
	}{
		{"hexadecimal with dashes", "31-32-33-34-35-36-37-38-39-30-31-32-33-34-35-36-37-38-39-30", usual, nil},
		{"hexadecimal with its name", "hex:" + hexed, usual, nil},
		{"hexadecimal with a label", "Seed: " + hexed, usual, nil},
		{"half a hexadecimal one", hexed[:39], "", ErrSecretCharacter},
		{"base32 with its name", "base32:" + rfcBase32, usual, nil},
		{"dashes in small letters", strings.ToLower(strings.ReplaceAll(grouped, " ", "-")), usual, nil},
		{"padding", rfcBase32 + "======", usual, nil},
		{"a dot behind it", rfcBase32 + ".", usual, nil},
		{"a comma behind it", rfcBase32 + ",", usual, nil},
		{"brackets", "(" + rfcBase32 + ")", usual, nil},
		{"angles", "<" + rfcBase32 + ">", usual, nil},
		{"a block of code", "```\n" + rfcBase32 + "\n```", usual, nil},
		{"bold type", "**" + rfcBase32 + "**", usual, nil},
		{"curly quotes", "\u201c" + rfcBase32 + "\u201d", usual, nil},
		{"a shell's variable", `export TOTP_SECRET="` + rfcBase32 + `"`, usual, nil},
		{"a sentence", "Or enter this code: " + grouped + ".", usual, nil},
		{"soft hyphens", strings.Join(strings.Split(rfcBase32, ""), "\u00ad"), usual, nil},
		{"variation selectors", strings.Join(strings.Split(rfcBase32, ""), "\ufe0f"), usual, nil},
		{"a Cyrillic letter", strings.Replace(rfcBase32, "E", "\u0415", 1), "", ErrSecretCharacter},
		{"a Greek letter", strings.Replace(rfcBase32, "Z", "\u0396", 1), "", ErrSecretCharacter},
		{"full-width letters", "\uff27\uff25\uff3a\uff24", "", ErrSecretCharacter},
		{"algo", address + "&algo=SHA256", "", ErrURIName},
		{"algo of the usual one", address + "&algo=SHA1", usual, nil},
		{"algo and algorithm alike", address + "&algorithm=SHA256&algo=SHA256", "SHA256 6 30s", nil},
		{"hash", address + "&hash=SHA512", "", ErrURIName},
		{"a hash that is no algorithm", address + "&hash=3f2a", usual, nil},
		{"digit", address + "&digit=8", "", ErrURIName},
		{"digit beside other digits", address + "&digits=6&digit=8", "", ErrURIName},
		{"the size of a picture", address + "&size=200x200", usual, nil},
		{"interval", address + "&interval=60", "", ErrURIName},
		{"time_step", address + "&timestep=60", "", ErrURIName},
		{"HMAC names", address + "&algorithm=HmacSHA512", "SHA512 6 30s", nil},
		{"an algorithm in quotes", address + `&algorithm="SHA256"`, "SHA256 6 30s", nil},
		{"SHA3", address + "&algorithm=SHA3-256", "", ErrAlgorithm},
		{"a number for the algorithm", address + "&algorithm=1", "", ErrAlgorithm},
		{"capitals", strings.ToUpper(address), usual, nil},
		{"escaped", escaped, eight, nil},
		{"escaped twice", strings.ReplaceAll(escaped, "%", "%25"), eight, nil},
		{"in the address of a picture", "https://qr.example/v1/?size=200x200&data=" + escaped + "&x=1", eight, nil},
		{"in HTML", `<a href="` + address + `&amp;digits=8">`, eight, nil},
		{"in Markdown", "[key](" + address + "&digits=8)", eight, nil},
		{"in angles", "<" + address + "&digits=8>", eight, nil},
		{"at the end of a sentence", "Scan " + address + "&digits=8.", eight, nil},
		{"in quotes", "'" + address + "&digits=8'", eight, nil},
		{"a pair of JSON", `"totp": "` + address + `&digits=8",`, eight, nil},
		{"an issuer of null", address + "&issuer=null&digits=undefined", usual, nil},
		{"a secret of null", "otpauth://totp/me?secret=null", "", ErrSecretEmpty},
		{"undefined", "undefined", "", ErrSecretEmpty},
		{"None", "None", "", ErrSecretEmpty},
		{"Steam's null", "steam://null", "", ErrSecretEmpty},
		{"milliseconds", address + "&period=30000", "", ErrPeriodMilliseconds},
		{"a period with a blank", address + "&period=60 s", "SHA1 6 1m0s", nil},
		{"a minute", address + "&period=1m", "", ErrPeriod},
		{"an invisible blank before a digit", address + "&digits=\u200b8", eight, nil},
		{"broken before a parameter", address + "\n&digits=8", eight, nil},
		{"broken in the secret", address[:40] + "\r\n" + address[40:] + "&digits=8", eight, nil},
		{"a comment above", "# my key\n" + address, usual, nil},
		{"what zbarimg prints", "QR-Code:" + address + "&digits=8\n", eight, nil},
		{"what zbarimg prints of an export", "QR-Code:" + export, usual, nil},
		{"KeePass 2", "TimeOtp-Secret-Base32=" + rfcBase32 + "\nTimeOtp-Length=8\nTimeOtp-Period=60\nTimeOtp-Algorithm=HMAC-SHA-256", "SHA256 8 1m0s", nil},
		{"KeePass 2 in hexadecimal", "TimeOtp-Secret-Hex: " + hexed, usual, nil},
		{"KeePass 2 in base64", "TimeOtp-Secret-Base64: MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=", usual, nil},
		{"KeePass 2 as text", "TimeOtp-Secret: " + rfcSecret, usual, nil},
		{"KeePassXC's attributes", "TOTP Seed: " + rfcBase32 + "\nTOTP Settings: 60;8", "SHA1 8 1m0s", nil},
		{"YAML", "type: totp\nsecret: " + rfcBase32 + "\nperiod: 60\n", "SHA1 6 1m0s", nil},
		{"an INI file", "[totp]\nsecret = " + rfcBase32 + "\ndigits = 8\n", eight, nil},
		{"fields of another type", "type: yubikey\nsecret: " + rfcBase32 + "\n", "", ErrSecretType},
		{"an entry of Aegis", `{"type":"totp","info":{"secret":"` + rfcBase32 + `","algo":"SHA256","digits":8}}`, "SHA256 8 30s", nil},
		{"bytes in JSON", "[49,50,51,52]", "", ErrSecretJSON},
		{"Steam as a label", "Steam: " + rfcBase32, "", ErrSecretSteam},
		{"Steam of SHA256", "otpauth://steam/u?secret=" + rfcBase32 + "&algorithm=SHA256", "", ErrURISteam},
		{"parameters alone", "secret=" + rfcBase32 + "&digits=8", "", ErrURI},
		{"a UUID", "01234567-89ab-cdef-0123-456789abcdef", "", ErrSecretUUID},
		{"a paste of which the escape is gone", "[200~" + rfcBase32 + "[201~", usual, nil},
		{"a paste of which a shell took half", "00~" + rfcBase32 + "01~", usual, nil},
		{"a paste shown with carets", "^[[200~" + rfcBase32 + "^[[201~", usual, nil},
		{"bold type of a terminal", "\x1b[1m" + rfcBase32 + "\x1b[0m", usual, nil},
		{"a NUL at the end", rfcBase32 + "\x00", usual, nil},
		{"a word behind it", rfcBase32 + " Copy", "", ErrSecretLabel},
		{"a name behind it", rfcBase32 + " - Shop", "", ErrSecretLabel},
		{"words around it", "Secret\t" + rfcBase32 + "\tCopy", "", ErrSecretLabel},
		{"a colon of another width", "\u5bc6\u94a5\uff1a" + grouped, usual, nil},
		{"a label of which nobody sees the end", "\u5bc6\u94a5. GEZD GNBV GY3T QOJQ GEZD GNBV GY3T", "", ErrSecretLabel},
		{"lines around it", "Can't scan the code?\nEnter this key by hand: " + grouped + "\n", usual, nil},
		{"a type in words", "Key: " + grouped + "\nType: Time-based (TOTP)\nDigits: 8\n", eight, nil},
		{"the type of a password's entry", `{"type":"login","username":"me","totp":"` + rfcBase32 + `"}`, usual, nil},
		{"fields and other lines", "Account name: Shop (me)\nYour key: " + grouped + "\nDigits: 8\n", eight, nil},
		{"a key in lines of four", strings.ReplaceAll(grouped, " ", "\n"), usual, nil},
		{"two lines that could be keys", rfcBase32[:16] + "\n" + rfcBase32[16:], "", ErrSecretLines},
		{"a block with its name", "```totp\n" + rfcBase32 + "\n```", usual, nil},
		{"variables of a shell", "# keys\nAPP=x\nMFA_SECRET='" + rfcBase32 + "'\nMFA_DIGITS=8\n", eight, nil},
		{"nested YAML", "totp:\n  issuer: Shop\n  secret: \"" + rfcBase32 + "\"\n  digits: 8\n", eight, nil},
		{"TOML", "[[account]]\nname = \"me\"\nsecret = \"" + rfcBase32 + "\"\n", usual, nil},
		{"pass-otp", "hunter2\nlogin: me\n" + address + "&digits=8\nurl: https://shop.example/\n", eight, nil},
		{"gopass", "hunter2\n---\nuser: me\ntotp: " + rfcBase32 + "\n", usual, nil},
		{"google-authenticator's PAM file", rfcBase32 + "\n\" RATE_LIMIT 3 30\n\" TOTP_AUTH\n12345678\n23456789\n", usual, nil},
		{"a PAM file with a period", rfcBase32 + "\n\" STEP_SIZE 60\n\" TOTP_AUTH\n12345678\n", "SHA1 6 1m0s", nil},
		{"a file of users", "# users\nHOTP/T60/8\tme\t-\t" + hexed + "\n", "SHA1 8 1m0s", nil},
		{"a file of users, with a login", "HOTP/T30 me - " + hexed + " 0 123456 2020-01-01T00:00:00L\n", usual, nil},
		{"a table of Bitwarden", "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n,,login,Shop,\"two\nlines\",,0,https://shop.example,me,hunter2," + address + "&digits=8\n,,login,Other,,,0,https://other.example,me,hunter2,\n", eight, nil},
		{"a table of LastPass", "url,username,password,totp,extra,name,grouping,fav\nhttps://shop.example,me,hunter2," + rfcBase32 + ",,Shop,,0\n", usual, nil},
		{"a table with digits", "issuer;account;secret;digits\nShop;me;" + rfcBase32 + ";8\n", eight, nil},
		{"a table of KeePassXC", "\"Group\",\"Title\",\"Username\",\"TOTP\"\n\"Root\",\"Shop\",\"me\",\"" + address + "\"\n", usual, nil},
		{"2FAS", `{"services":[{"name":"Shop","secret":"` + rfcBase32 + `","otp":{"account":"me","digits":8,"period":30,"algorithm":"SHA1","tokenType":"TOTP"}}],"schemaVersion":4}`, eight, nil},
		{"Bitwarden", `{"encrypted":false,"items":[{"type":1,"name":"Shop","login":{"uris":[{"uri":"https://shop.example"}],"username":"me","totp":"` + rfcBase32 + `"}}]}`, usual, nil},
		{"Raivo", `[{"account":"me","secret":"` + rfcBase32 + `","algorithm":"SHA1","kind":"TOTP","timer":"60","digits":"8","issuer":"Shop"}]`, "SHA1 8 1m0s", nil},
		{"FreeOTP+", `{"tokens":[{"algo":"SHA1","counter":0,"digits":8,"issuerExt":"Shop","label":"me","period":30,"secret":[` + strings.Trim(strings.ReplaceAll(fmt.Sprint([]byte(rfcSecret)), " ", ","), "[]") + `],"type":"TOTP"}],"tokenOrder":["Shop:me"]}`, eight, nil},
		{"Proton", `{"version":1,"entries":[{"content":{"uri":"` + address + `&digits=8","entry_type":"Totp"}}]}`, eight, nil},
		{"LastPass Authenticator", `{"version":3,"accounts":[{"issuerName":"Shop","userName":"me","secret":"` + rfcBase32 + `","timeStep":60,"digits":8,"algorithm":"SHA1"}]}`, "SHA1 8 1m0s", nil},
		{"Stratum", `{"Authenticators":[{"Type":2,"Issuer":"Shop","Username":"me","Secret":"` + rfcBase32 + `","Pin":null,"Algorithm":1,"Digits":8,"Period":60,"Counter":0}]}`, "SHA256 8 1m0s", nil},
		{"a list of addresses", `["` + address + `&digits=8"]`, eight, nil},
		{"Proton Pass", `{"vaults":{"a":{"items":[{"data":{"type":"login","content":{"urls":["https://shop.example/"],"totpUri":"` + address + `&digits=8"}}}]}}}`, eight, nil},
		{"a field of its own in 1Password", `{"fields":[{"title":"one-time password","value":{"totp":"` + address + `&digits=8"}}]}`, eight, nil},
		{"KeePass's XML", "<Entry>\n<String><Key>otp</Key><Value>" + strings.ReplaceAll(address+"&digits=8", "&", "&amp;") + "</Value></String>\n</Entry>", eight, nil},
		{"zbarimg's XML", "<barcodes><data><![CDATA[" + address + "&digits=8]]></data></barcodes>", eight, nil},
		{"XML without an address", "<String><Key>TimeOtp-Secret-Base32</Key><Value>" + rfcBase32 + "</Value></String>", "", ErrSecretXML},
		{"a table without a header", "Shop,me," + address + "&digits=8\n", eight, nil},
		{"numbers that are no key", `{"secret":"` + rfcBase32 + `","path":[1,2,3]}`, usual, nil},
		{"numbers alone", `{"path":[49,50,51,52,53,54,55,56,57,48]}`, "", ErrSecretJSON},
		{"a table of Keeper", "\"Folder\",\"Title\",\"Website\",\"Custom\"\n\"x\",\"Shop\",\"https://shop.example\",\"TFC:Keeper\",\"" + address + "&digits=8\"\n", eight, nil},
		{"a remark behind it", rfcBase32 + " # for the shop", usual, nil},
		{"a name in brackets behind it", rfcBase32 + " (my shop!)", usual, nil},
		{"two keys with labels", "Google: " + rfcBase32 + "\nGitHub: " + rfcBase32[:16], "", ErrSecretLines},
		{"a key and a code that could be one", "Key: " + rfcBase32 + "\nRecovery code: ABCDEFGHABCDEFGH\n", "", ErrSecretLines},
		{"a key broken by a shell", rfcBase32[:16] + "\\\n" + rfcBase32[16:], "", ErrSecretLines},
		{"an app's number for a type", `{"Authenticators":[{"Type":2,"Secret":"` + rfcBase32 + `","Digits":6}]}`, "", ErrSecretType},
		{"an export that is encrypted", `{"version":1,"header":{"slots":[{"type":1}]},"db":"abcd"}`, "", ErrSecretJSON},
		{"half an export", `{"version":1,"db":{"entries":[{"type":"totp","info":{"secret":"` + rfcBase32, "", ErrSecretJSON},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "", ErrSecretBinary},
		{"the source of a mail", strings.ReplaceAll(address+"&digits=8", "=", "=3D"), eight, nil},
		{"the source of a mail, broken", strings.ReplaceAll(address[:40], "=", "=3D") + "=\r\n" + strings.ReplaceAll(address[40:], "=", "=3D") + "&digits=3D8", eight, nil},
		{"line ends of an old Mac", "# key\r" + address + "\r", usual, nil},
		{"digits as a fraction", address + "&digits=8.0&period=30.0", eight, nil},
		{"two issuers", address + "&issuer=Shop&issuer=Store", usual, nil},
		{"a list of a program", "uint8_t key[] = {0x" + strings.Join(strings.Fields(fmt.Sprintf("% x", rfcSecret)), ", 0x") + "};", usual, nil},
		{"UTF-32", strings.Join(strings.Split(rfcBase32, ""), "\x00\x00\x00") + "\x00\x00\x00", usual, nil},
		{"UTF-16 with a line end of one byte", "\xff\xfe" + utf16LE(rfcBase32) + "\n", usual, nil},
	}
}

func TestFoundForms(t *testing.T) {
	for _, tt := range foundForms() {
		t.Run(tt.name, func(t *testing.T) {
			entries, err := ReadKeys(tt.text)
			if err == nil && len(entries) != 1 {
				t.Fatalf("%d entries", len(entries))
			}
			if err == nil {
				err = entries[0].Err
			}
			if !errors.Is(err, tt.err) || err != nil && leaks(err.Error()) != "" {
				t.Fatalf("got %v, want %v, and no secret", err, tt.err)
			}
			if err != nil {
				return
			}
			k := entries[0].Key
			if makes := fmt.Sprint(k.Algorithm, " ", k.Digits, " ", k.Period); makes != tt.makes || string(k.secret()) != rfcSecret || k.Steam {
				t.Errorf("makes %s, want %s; the secret is right: %v", makes, tt.makes, string(k.secret()) == rfcSecret)
			}
		})
	}
	counts, err := ReadKeys("HmacOtp-Secret-Base32: " + rfcBase32 + "\nHmacOtp-Counter: 3")
	if err != nil || !counts[0].Key.CounterBased {
		t.Errorf("a key that counts is read as one of time: %v", err)
	}
}

// Steam's keys in exports, whose digits nobody makes.
func TestSteamInExports(t *testing.T) {
	for _, text := range []string{
		`[{"secret":"` + rfcBase32 + `","type":"STEAM","digits":5}]`,
		`{"shared_secret":"MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=","account_name":"me","identity_secret":"AAAA"}`,
		`{"shared_secret":"MTIzNDU2","uri":"otpauth://totp/Steam:me?secret=` + rfcBase32 + `&issuer=Steam"}`,
	} {
		entries, err := ReadKeys(text)
		if err != nil || len(entries) != 1 || entries[0].Err != nil || !entries[0].Key.Steam || string(entries[0].Key.secret()) != rfcSecret {
			t.Errorf("%s: %v, %v", text, entries, err)
		}
	}
}

// A secret of an unusual length is read, with a word about it: some may be missing, or
// there may be more than the key.
func TestUnusualLengthIsNoted(t *testing.T) {
	for _, text := range []string{rfcBase32[:31], rfcBase32 + "AA", "otpauth://totp/me?secret=" + rfcBase32[:20], "JBSWY3DP"} {
		if entries, err := ReadKeys(text); err != nil || !slices.Contains(entries[0].Notes, NoteLength) {
			t.Errorf("%s: %v, %v", text, entries, err)
		}
	}
}

// One bad entry of an export or a table keeps its name, and spoils no other.
func TestOneBadEntryOfAnExport(t *testing.T) {
	for _, text := range []string{
		`[{"secret":"` + rfcBase32 + `","issuer":"a"},{"secret":"!","issuer":"b"},{"secret":"` + rfcBase32 + `","issuer":"c","algorithm":"MD5"}]`,
		"issuer,secret,algorithm\na," + rfcBase32 + ",\nb,!,\nc," + rfcBase32 + ",MD5\n",
	} {
		entries, err := ReadKeys(text)
		if err != nil || len(entries) != 3 || entries[0].Err != nil || entries[1].Err == nil || entries[2].Err == nil {
			t.Fatalf("%v, %v", entries, err)
		}
		if names := entries[0].Key.Issuer + entries[1].Key.Issuer + entries[2].Key.Issuer; names != "abc" {
			t.Errorf("names %q", names)
		}
	}
}

// The codes are oathtool's for what the author of each form meant.
func TestFoundFormsMakeOathtoolsCodes(t *testing.T) {
	oathtool := program(t, "oathtool")
	const at = 1_111_111_109
	codes := map[string]string{} // few kinds, many forms
	for _, tt := range foundForms() {
		entries, err := ReadKeys(tt.text)
		if tt.err != nil || err != nil {
			continue
		}
		var algorithm, digits, period string
		if _, err := fmt.Sscan(tt.makes, &algorithm, &digits, &period); err != nil {
			t.Fatal(err)
		}
		if codes[tt.makes] == "" {
			cmd := exec.Command(oathtool, "--totp="+algorithm, "-b", "-d", digits, "-s", period, "-N", fmt.Sprintf("@%d", at), "-")
			cmd.Stdin = strings.NewReader(rfcBase32)
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			codes[tt.makes] = strings.TrimSpace(string(out))
		}
		if got, err := entries[0].Key.Code(time.Unix(at, 0)); err != nil || got != codes[tt.makes] {
			t.Errorf("%s: %s, %v; oathtool says %s", tt.name, got, err, codes[tt.makes])
		}
	}
}

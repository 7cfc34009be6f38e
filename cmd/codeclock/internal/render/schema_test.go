package render

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/source"
)

// checkSchema makes the schema of a check's JSON from its type. With strict,
// fields that it does not name are refused; the published schema lets them
// pass, since fields are only ever added.
func checkSchema(t *testing.T, strict bool) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.For[checkJSON](nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Schema = "https://json-schema.org/draft/2020-12/schema"
	s.ID = "urn:codeclock:schema:check:v1"
	s.Title = CheckSchema
	s.Properties["schema"].Const = jsonschema.Ptr[any](CheckSchema)
	s.Properties["device"].Enum = []any{"computer"}
	s.Properties["verdict"].Enum = enum(result.Verdict.ID, result.OK, result.AtRisk, result.Wrong, result.CantTell)
	s.Properties["agreement"].Enum = enum(agreementName, drift.Silence, drift.Contradiction, drift.Unconfirmed, drift.Majority)
	finding := s.Properties["findings"].Items.Properties
	finding["code"].Enum = enum(func(c drift.Code) string { return string(c) }, drift.Codes()...)
	finding["severity"].Enum = enum(words.Gravity, drift.Info, drift.Warning, drift.Problem)
	finding["sure"].Enum = enum(words.Sureness, drift.Possible, drift.Likely, drift.Certain)
	s.Properties["servers"].Properties["list"].Items.Properties["kind"].Enum = enum(source.Kind.String, source.KindNTP, source.KindHTTPS)
	if !strict {
		open(s)
	}
	return s
}

// verifySchema makes the schema of verify's JSON.
func verifySchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.For[verifyJSON](nil)
	if err != nil {
		t.Fatal(err)
	}
	trust := enum(trustName, report.Holds, report.Doubtful, report.Refused, report.Unreadable)
	verdict := enum(result.Verdict.ID, result.OK, result.AtRisk, result.Wrong, result.CantTell)
	s.Properties["schema"].Const = jsonschema.Ptr[any](VerifySchema)
	s.Properties["trust"].Enum = trust
	one := s.Properties["reports"].Items.Properties
	one["trust"].Enum, one["verdict"].Enum, one["claimed_verdict"].Enum = trust, verdict, verdict
	one["error"].Enum = enum(errorName, report.ErrTruncated, report.ErrDamaged, report.ErrNewer, report.ErrInvalid)
	one["device"].Enum = enum(func(d string) string { return d }, report.Devices()...)
	one["problems"].Items.Enum = enum(func(p report.Problem) string { return string(p) }, report.Problems()...)
	s.Properties["changes"].Items.Properties["kind"].Enum = enum(func(k report.Kind) string { return string(k) },
		report.Same, report.Drifted, report.Stepped, report.Zoned, report.Both)
	return s
}

func enum[T any](name func(T) string, values ...T) []any {
	var list []any
	for _, v := range values {
		list = append(list, name(v))
	}
	return list
}

// open lets fields pass that a schema does not name.
func open(s *jsonschema.Schema) {
	if s == nil {
		return
	}
	s.AdditionalProperties = nil
	open(s.Items)
	for _, p := range s.Properties {
		open(p)
	}
}

func TestCheckSchemaIsCommitted(t *testing.T) {
	out, err := json.MarshalIndent(checkSchema(t, false), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "schema/check.v1.json", string(out)+"\n")
}

// windowSchema and policiesSchema are those of the other documents.
func windowSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.For[windowJSON](nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Properties["schema"].Const = jsonschema.Ptr[any](WindowSchema)
	return s
}

func policiesSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.For[policiesJSON](nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Properties["schema"].Const = jsonschema.Ptr[any](PoliciesSchema)
	return s
}

// phoneSchema is that of each line of phone, tapSchema that of tap.
func phoneSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.For[phoneJSON](nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Properties["schema"].Const = jsonschema.Ptr[any](PhoneSchema)
	s.Properties["event"].Enum = append([]any{"listening"}, enum(eventName,
		phonepage.Opened, phonepage.Measured, phonepage.WasSet, phonepage.Tapped, phonepage.NoTruth, phonepage.Quiet)...)
	s.Properties["verdict"].Enum = enum(result.Verdict.ID, result.OK, result.AtRisk, result.Wrong, result.CantTell)
	return s
}

func tapSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.For[tapJSON](nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Properties["schema"].Const = jsonschema.Ptr[any](TapSchema)
	s.Properties["verdict"].Enum = enum(result.Verdict.ID, result.OK, result.AtRisk, result.Wrong, result.CantTell)
	return s
}

// serversSchema is that of the list of hosts.
func serversSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.For[contactsJSON](nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Properties["schema"].Const = jsonschema.Ptr[any](ContactsSchema)
	s.Properties["servers"].Items.Properties["kind"].Enum = enum(source.Kind.String, source.KindNTP, source.KindHTTPS)
	return s
}

func TestOtherSchemasAreCommitted(t *testing.T) {
	for name, s := range map[string]*jsonschema.Schema{
		"servers": serversSchema(t),
		"window":  windowSchema(t), "policies": policiesSchema(t), "verify": verifySchema(t),
		"phone": phoneSchema(t), "tap": tapSchema(t),
	} {
		s.Schema = "https://json-schema.org/draft/2020-12/schema"
		s.ID = "urn:codeclock:schema:" + name + ":v1"
		s.Title = "codeclock/" + name + "/v1"
		open(s)
		out, err := json.MarshalIndent(s, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "schema/"+name+".v1.json", string(out)+"\n")
	}
}

// The documents of whole runs keep to the schema too.
func TestGoldensKeepToTheSchema(t *testing.T) {
	for name, s := range map[string]*jsonschema.Schema{
		"servers": serversSchema(t),
		"check":   checkSchema(t, true), "window": windowSchema(t), "policies": policiesSchema(t),
		"verify": verifySchema(t),
		"phone":  phoneSchema(t), "tap": tapSchema(t),
	} {
		schema, err := s.Resolve(nil)
		if err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(testdata, "golden", name+"-*.json"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no goldens of %s: %v", name, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var document map[string]any
			if err := json.Unmarshal(text, &document); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if err := schema.Validate(document); err != nil {
				t.Errorf("%s: %v", filepath.Base(file), err)
			}
		}
	}
}

func TestJSONKeepsToItsSchema(t *testing.T) {
	for _, strict := range []bool{true, false} {
		schema, err := checkSchema(t, strict).Resolve(nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range resulttest.Cases() {
			text, err := JSON(c.Check)
			if err != nil {
				t.Fatal(err)
			}
			var document map[string]any
			if err := json.Unmarshal([]byte(text), &document); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(document); err != nil {
				t.Errorf("%s, strict %v: %v", c.Name, strict, err)
			}
			document["verdict"] = "fine"
			if schema.Validate(document) == nil {
				t.Errorf("%s: the schema lets an unknown verdict pass", c.Name)
			}
		}
	}
}

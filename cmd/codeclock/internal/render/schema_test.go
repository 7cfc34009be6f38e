package render

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"codeclock/cmd/codeclock/internal/guide"
	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/cmd/codeclock/internal/watchlog"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/source"
	"codeclock/totp"
)

type properties = map[string]*jsonschema.Schema

// schemas returns the schema of each document, made from its type, with what its
// words can be.
func schemas(t *testing.T) map[string]*jsonschema.Schema {
	verdict := enum(result.Verdict.ID, result.OK, result.AtRisk, result.Wrong, result.CantTell)
	kind := enum(source.Kind.String, source.KindNTP, source.KindHTTPS)
	return map[string]*jsonschema.Schema{
		"check": schemaOf[checkJSON](t, "check", func(p properties) {
			p["device"].Enum = []any{"computer"}
			p["verdict"].Enum = verdict
			p["agreement"].Enum = enum(agreementName, drift.Silence, drift.Contradiction, drift.Unconfirmed, drift.Majority)
			finding := p["findings"].Items.Properties
			finding["code"].Enum = enum(text, drift.Codes()...)
			finding["severity"].Enum = enum(words.Gravity, drift.Info, drift.Warning, drift.Problem)
			finding["sure"].Enum = enum(words.Sureness, drift.Possible, drift.Likely, drift.Certain)
			p["servers"].Properties["list"].Items.Properties["kind"].Enum = kind
		}),
		"verify": schemaOf[verifyJSON](t, "verify", func(p properties) {
			trust := enum(trustName, report.Holds, report.Doubtful, report.Refused, report.Unreadable)
			p["trust"].Enum = trust
			one := p["reports"].Items.Properties
			one["trust"].Enum, one["verdict"].Enum, one["claimed_verdict"].Enum = trust, verdict, verdict
			one["error"].Enum = enum(func(err error) string { name, _ := unreadable(err); return name }, report.ErrTruncated, report.ErrDamaged, report.ErrNewer, report.ErrInvalid)
			one["device"].Enum = enum(text, report.Devices()...)
			one["problems"].Items.Enum = enum(text, report.Problems()...)
			p["changes"].Items.Properties["kind"].Enum = enum(text, report.Same, report.Drifted, report.Stepped, report.Zoned, report.Both)
		}),
		"phone": schemaOf[phoneJSON](t, "phone", func(p properties) {
			p["event"].Enum = append([]any{"listening"}, enum(eventName,
				phonepage.Opened, phonepage.Measured, phonepage.WasSet, phonepage.Tapped, phonepage.NoTruth, phonepage.Quiet)...)
			p["verdict"].Enum = verdict
		}, "schema", "version", "event"),
		"tap": schemaOf[tapJSON](t, "tap", func(p properties) { p["verdict"].Enum = verdict }),
		"guide": schemaOf[guideJSON](t, "guide", func(p properties) {
			p["checks"].Items.Properties["check"].Enum = enum(text, guide.Checks()...)
			p["checks"].Items.Properties["outcome"].Enum = enum(guide.Outcome.String, guide.Unclear, guide.Clear, guide.Fault)
		}),
		"infer": schemaOf[inferJSON](t, "infer", func(p properties) {
			p["verdict"].Enum = verdict
			p["sureness"].Enum = enum(text, result.Certain, result.Likely, result.Ambiguous, result.NoFit)
			inferWords(p)
		}),
		"infer-batch": schemaOf[inferRowJSON](t, "infer-batch", func(p properties) {
			p["verdict"].Enum = verdict
			p["sureness"].Enum = enum(text, result.Certain, result.Likely, result.Ambiguous, result.NoFit)
			inferWords(p)
		}),
		"lint": schemaOf[lintJSON](t, "lint", func(p properties) {
			p["verdict"].Enum = verdict
			p["flaws"].Items.Properties["code"].Enum = enum(text, totp.CodeFlaws()...)
			p["keys"].Items.Properties["flaws"].Items.Properties["code"].Enum = enum(text, totp.KeyFlaws()...)
		}),
		"wait": schemaOf[waitJSON](t, "wait", func(p properties) {
			p["agreement"].Enum = enum(agreementName, drift.Silence, drift.Contradiction, drift.Unconfirmed, drift.Majority)
			p["clock"].Enum = verdict
			p["servers"].Items.Properties["kind"].Enum = kind
		}),
		"watch": schemaOf[watchJSON](t, "watch", func(p properties) {
			clocks := enum(text, result.Clocks()...)
			p["clock"].Enum, p["verdict"].Enum = clocks, verdict
			outlook := p["outlooks"].Items.Properties
			outlook["verdict"].Enum, outlook["next_verdict"].Enum = verdict, append(slices.Clone(verdict), nil)
			outlook["sites"].Enum = []any{"strict", "normal", "relaxed", "limit", "own"}
			p["steps"].Items.Properties["kind"].Enum = enum(text, drift.Jump, drift.Slew, drift.Turn)
		}),
		"watch-sample": schemaOf[watchlog.Line](t, "watch-sample", func(p properties) {
			p["clock"].Enum, p["verdict"].Enum = []any{"computer"}, verdict
			p["agreement"].Enum = enum(text, watchlog.Agreements()...)
		}),
		"window":   schemaOf[windowJSON](t, "window", nil),
		"policies": schemaOf[policiesJSON](t, "policies", nil),
		"servers": schemaOf[contactsJSON](t, "servers", func(p properties) {
			p["servers"].Items.Properties["kind"].Enum = kind
		}),
	}
}

// schemaOf makes the schema of a document from its type. required is what it must
// have, where that is less than the type says. The published schema lets fields
// pass that it doesn't name, since fields are only ever added.
func schemaOf[T any](t *testing.T, name string, enums func(properties), required ...string) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.For[T](nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Schema = "https://json-schema.org/draft/2020-12/schema"
	s.ID = "urn:codeclock:schema:" + name + ":v1"
	s.Title = schemaName(name)
	s.Properties["schema"].Const = jsonschema.Ptr[any](schemaName(name))
	if enums != nil {
		enums(s.Properties)
	}
	if required != nil {
		s.Required = required
	}
	open(s)
	return s
}

func text[T ~string](v T) string { return string(v) }

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

func TestSchemasAreCommitted(t *testing.T) {
	for name, s := range schemas(t) {
		out, err := json.MarshalIndent(s, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "schema/"+name+".v1.json", string(out)+"\n")
	}
}

func TestSchemaOfACheckHoldsValues(t *testing.T) {
	schema, err := schemas(t)["check"].Resolve(nil)
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
			t.Errorf("%s: %v", c.Name, err)
		}
		document["verdict"] = "fine"
		if schema.Validate(document) == nil {
			t.Errorf("%s: the schema lets an unknown verdict pass", c.Name)
		}
	}
}

// inferWords are the words of what codes say about a clock.
func inferWords(p properties) {
	h := p["hypotheses"].Items.Properties
	p["settle"].Enum, h["settle"].Enum = enum(text, totp.Settles()...), enum(text, totp.Settles()...)
	h["kind"].Enum = enum(text, totp.HypothesisKinds()...)
	h["slip"].Enum = append(enum(text, totp.HypothesisKinds()...), nil)
	h["key_form"].Enum = append(enum(text, totp.KeyForms()...), nil)
}

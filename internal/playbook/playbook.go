// Package playbook holds the company's policy as data: one YAML file, read, checked against its
// schema and its own sense, and evaluated over the facts of a case. It must not know a case's
// state, the clock or the store: facts go in, a plan comes out.
package playbook

import _ "embed"

//go:embed default.yaml
var defaultSource []byte

//go:embed schema.json
var schemaSource []byte

// Default is the playbook a new company starts with. Its comments teach the format and say what
// each number rests on. The slice is the caller's own.
func Default() []byte { return append([]byte(nil), defaultSource...) }

// Schema is the JSON Schema (draft 2020-12) of the file, for editors. The slice is the caller's own.
func Schema() []byte { return append([]byte(nil), schemaSource...) }

// Playbook is the company's policy. Parse makes it and nothing changes it afterwards, so one
// value may be read by many goroutines; callers must leave its fields as they are.
type Playbook struct {
	Company       Company           `yaml:"company"`
	Hours         Hours             `yaml:"hours"`
	Holidays      []Holiday         `yaml:"holidays"`
	SeverityRules []SeverityRule    `yaml:"severity"`
	Repeats       Repeats           `yaml:"repeat"`
	Changes       []Change          `yaml:"changes"`
	EveryFailure  Common            `yaml:"every_failure"`
	Failures      byKey[Failure]    `yaml:"failures"`
	Commitments   byKey[Commitment] `yaml:"commitments"`
	Ladders       byKey[Ladder]     `yaml:"ladders"`
	Roles         byKey[Role]       `yaml:"authority"`
	Catalogue     byKey[Remedy]     `yaml:"remedies"`
	Offers        Offers            `yaml:"offers"`
	Templates     byKey[Template]   `yaml:"templates"`
	Closing       Closing           `yaml:"closing"`
	Reopen        Reopen            `yaml:"reopen"`
	Undo          Wait              `yaml:"undo"`

	rules map[place]rule // the compiled conditions, by where they stand in the file
}

// Parse reads a playbook. It gives the playbook, or every problem found, in the order of the
// file; never both. It does not panic, whatever the bytes, and takes time in proportion to them.
func Parse(src []byte) (*Playbook, []Problem) {
	root, problems := readTree(src)
	if len(problems) > 0 {
		return nil, problems
	}
	r := &report{root: root}
	checkSchema(root, r)
	rules := compileConditions(root, r)
	if len(r.problems) > 0 {
		return nil, r.sorted()
	}
	p := &Playbook{rules: rules}
	if err := root.Decode(p); err != nil {
		r.at(nil, "the file could not be read as a playbook: %v", err)
		return nil, r.sorted()
	}
	check(p, r)
	if len(r.problems) > 0 {
		return nil, r.sorted()
	}
	return p, nil
}

// Failure is the kind of failure with this key.
func (p *Playbook) Failure(key string) (Failure, bool) { return find(p.Failures, key) }

// find is the entry with this key.
func find[T interface{ key() string }](list []T, key string) (T, bool) {
	for _, item := range list {
		if item.key() == key {
			return item, true
		}
	}
	var none T
	return none, false
}

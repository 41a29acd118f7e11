package app

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"amends/internal/errs"
	"amends/internal/playbook"
)

// changed is the default playbook with a text in it replaced.
func changed(t *testing.T, from, to string) []byte {
	t.Helper()
	source := playbook.Default()
	if !bytes.Contains(source, []byte(from)) {
		t.Fatalf("the default playbook does not say %q", from)
	}
	return bytes.ReplaceAll(source, []byte(from), []byte(to))
}

func TestSavePlaybookIsForNewCases(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		before := d.complain("Anna Whitcombe", "My parcel never came.")
		source := changed(d.t, "label: Parcel never came", "label: Lost on the way")
		saved, err := d.app.SavePlaybook(d.t.Context(), d.henrik, source, "Shorter.")
		if err != nil || saved.Version != 2 || len(saved.Problems) > 0 {
			d.t.Fatalf("saved %+v, %v", saved, err)
		}
		same, err := d.app.SavePlaybook(d.t.Context(), d.henrik, source, "Again.")
		if err != nil || same.Version != 2 {
			d.t.Errorf("the same again is %+v, %v", same, err)
		}
		after := d.complain("Bo Olsen", "My parcel never came.")
		if a, b := d.state(before.Case).PlaybookVersion, d.state(after.Case).PlaybookVersion; a != 1 || b != 2 {
			d.t.Errorf("the cases have versions %d and %d, want 1 and 2", a, b)
		}
		if f, _ := d.app.Policy().Failure("parcel_missing"); f.Label != "Lost on the way" {
			d.t.Errorf("the playbook in force says %q", f.Label)
		}
		v, err := d.app.Playbook(d.t.Context(), d.henrik, 0, "")
		d.must(err)
		if !v.MayEdit || v.Source != string(source) || len(v.Versions) != 2 || v.Version.By != "Henrik Sol" || v.Version.Note != "Shorter." || !v.Version.Current {
			d.t.Errorf("the page is %+v of %+v", v.Version, v.Versions)
		}
		first, err := d.app.Playbook(d.t.Context(), d.mara, 1, "")
		if err != nil || first.MayEdit || first.Version.Current || first.Source != string(playbook.Default()) || first.Version.By != "Amends" {
			d.t.Errorf("version 1 is %+v, %v", first.Version, err)
		}
		_, err = d.app.Playbook(d.t.Context(), d.mara, 7, "")
		refused(d.t, err, errs.Missing)
	})
}

func TestSavePlaybookSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		for name, source := range map[string][]byte{
			"nothing":     nil,
			"no YAML":     []byte("{"),
			"not text":    {0xff, 0xfe, 0},
			"no zone":     changed(d.t, "zone: Europe/Berlin", "zone: Europe/Atlantis"),
			"a slip":      changed(d.t, "severity: 2", "severity: 9"),
			"a bad rule":  changed(d.t, `unless: reference != ""`, `unless: refrence != ""`),
			"far too big": bytes.Repeat([]byte("# x\n"), maxPlaybook),
		} {
			saved, err := d.app.SavePlaybook(d.t.Context(), d.henrik, source, "")
			if saved.Version != 0 || (len(saved.Problems) == 0 && !errs.Is(err, errs.Invalid)) {
				d.t.Errorf("%s: %+v, %v", name, saved, err)
			}
			preview, err := d.app.PreviewPlaybook(d.t.Context(), d.henrik, source)
			if len(preview.Problems) == 0 && !errs.Is(err, errs.Invalid) {
				d.t.Errorf("preview of %s: %+v, %v", name, preview, err)
			}
		}
		if v, err := d.app.Playbook(d.t.Context(), d.mara, 0, ""); err != nil || v.Version.Version != 1 {
			d.t.Errorf("version %d, %v; want that nothing was saved", v.Version.Version, err)
		}
	})
}

func TestPreviewShowsWhatWouldChange(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		for range previewCases + 2 {
			d.complain("Anna Whitcombe", "My parcel never came.")
		}
		same, err := d.app.PreviewPlaybook(d.t.Context(), d.henrik, playbook.Default())
		d.must(err)
		for _, c := range same.Cases {
			if !slices.Equal(c.Before, c.After) || len(c.Before) < 5 {
				d.t.Fatalf("without a change case %d goes from %q to %q", c.Number, c.Before, c.After)
			}
		}
		const do = "Ask the carrier where the parcel is now, and hold it where it is"
		preview, err := d.app.PreviewPlaybook(d.t.Context(), d.henrik, changed(d.t, do, "Trace the parcel"))
		d.must(err)
		if len(preview.Cases) != previewCases {
			d.t.Fatalf("%d cases, want %d", len(preview.Cases), previewCases)
		}
		c := preview.Cases[0]
		has := func(lines []string, text string) bool { return strings.Contains(strings.Join(lines, "\n"), text) }
		if !has(c.Before, do) || !has(c.After, "Trace the parcel") || has(c.After, do) {
			d.t.Errorf("case %d goes from %q to %q", c.Number, c.Before, c.After)
		}
	})
}

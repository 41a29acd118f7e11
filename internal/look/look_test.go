package look

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestInitials(t *testing.T) {
	t.Parallel()
	cases := map[string]string{"Ada Lindqvist": "AL", "ada": "A", "": "?", "  ": "?", "Ana María de la Cruz": "AC", "(Øyvind) 7th": "Ø7", "李 小龍": "李小", "!!!": "?"}
	for name, want := range cases {
		if got := Initials(name); got != want {
			t.Errorf("%q gives %q, want %q", name, got, want)
		}
	}
}

func TestAssets(t *testing.T) {
	t.Parallel()
	none, err := LoadAssets(fstest.MapFS{}, "/assets/")
	if err != nil || none.Built() || none.URL("app.css") != "" {
		t.Errorf("a bundle that was not built: %v, built %v, %q", err, none.Built(), none.URL("app.css"))
	}
	some, err := LoadAssets(fstest.MapFS{"manifest.json": {Data: []byte(`{"app.css":"app-ABCDEFGH.css"}`)}}, "/assets/")
	if err != nil || some.URL("app.css") != "/assets/app-ABCDEFGH.css" || some.URL("other.css") != "" {
		t.Errorf("%v, %q, %q", err, some.URL("app.css"), some.URL("other.css"))
	}
	if _, err := LoadAssets(fstest.MapFS{"manifest.json": {Data: []byte("{")}}, "/"); err == nil {
		t.Error("a torn manifest was taken")
	}
}

func TestFieldTiesItsWords(t *testing.T) {
	t.Parallel()
	text := render(t, Field(FieldView{Name: "mail", Label: "Mail", Hint: "here", Error: "not whole", Required: true, Value: `"><script>`}))
	for _, want := range []string{`for="f-mail"`, `id="f-mail"`, `aria-invalid="true"`, `aria-describedby="f-mail-fault f-mail-hint"`, `id="f-mail-fault"`, " required"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	if strings.Contains(text, "<script>") {
		t.Error("a value escaped its attribute")
	}
	plain := render(t, Field(FieldView{Name: "mail", Label: "Mail"}))
	for _, not := range []string{"aria-invalid", "aria-describedby", "required"} {
		if strings.Contains(plain, not) {
			t.Errorf("%s on a plain field: %s", not, plain)
		}
	}
}

func TestLinksRefuseScripts(t *testing.T) {
	t.Parallel()
	text := render(t, Letter(LetterView{In: true, Text: "<img src=x onerror=alert(1)>", Files: []FileLink{{Name: "a", Href: "javascript:alert(1)"}}}, w))
	if strings.Contains(text, "<img") || strings.Contains(text, "javascript:") {
		t.Errorf("a customer's words can run: %s", text)
	}
}

func TestBarsShare(t *testing.T) {
	t.Parallel()
	v := BarsView{Bars: []Bar{{Value: 5}, {Value: 10}, {Value: -1}}}
	for i, want := range []string{"50.0", "100.0", "0"} {
		if got := v.share(v.Bars[i]); got != want {
			t.Errorf("bar %d is %s long, want %s", i, got, want)
		}
	}
	if got := (BarsView{}).share(Bar{Value: 0}); got != "0" {
		t.Errorf("an empty chart draws %s", got)
	}
}

func TestTicksStandUnderTheirPoints(t *testing.T) {
	t.Parallel()
	for n := range 40 {
		v := LineView{Points: make([]Point, n)}
		for i := range v.Points {
			v.Points[i].Label = string(rune('0' + i))
		}
		ticks := v.ticks()
		if n == 0 {
			if len(ticks) != 0 {
				t.Errorf("ticks for nothing: %q", ticks)
			}
			continue
		}
		if ticks[0] != v.Points[0].Label || ticks[len(ticks)-1] != v.Points[n-1].Label {
			t.Errorf("%d points: the ends are not among %q", n, ticks)
		}
		if len(ticks) > 6 {
			t.Errorf("%d points: %d ticks", n, len(ticks))
		}
		if len(ticks) > 1 && (n-1)%(len(ticks)-1) != 0 {
			t.Errorf("%d points: %d ticks do not stand under points", n, len(ticks))
		}
	}
}

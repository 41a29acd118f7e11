package badinput

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"amends/internal/app"
	"amends/internal/recovery"
)

const hostile = `<script>alert(1)</script><img src=x onerror=alert(2)>"'><b>Angry</b>`

// complaint is the public form, filled in.
func complaint(change url.Values) url.Values {
	form := url.Values{"name": {"Ada Lindqvist"}, "email": {"ada@customer.example"}, "text": {"The parcel never came."}}
	for k, v := range change {
		form[k] = v
	}
	return form
}

// takes sends the public form until it is taken: the guard against programs asks a quick sender
// to send the form that came back once more.
func (h *house) takes(form url.Values) answer {
	h.t.Helper()
	a := h.send("/complain", form)
	again := time.NewTicker(300 * time.Millisecond)
	defer again.Stop()
	for strings.Contains(a.body, "send this once more") {
		<-again.C
		form.Set("opened", between(a.body, `name="opened" value="`, `"`))
		form.Set("key", between(a.body, `name="key" value="`, `"`))
		a = h.send("/complain", form)
	}
	return a
}

func between(s, from, to string) string {
	_, rest, _ := strings.Cut(s, from)
	found, _, _ := strings.Cut(rest, to)
	return found
}

func TestTheFormKeepsWhatWasWrittenWhenItRefuses(t *testing.T) {
	t.Parallel()
	h := setup(t, "sqlite")
	for name, c := range map[string]struct {
		form url.Values
		say  string
	}{
		"nothing":       {url.Values{"text": {""}}, "write a sentence or two"},
		"only spaces":   {url.Values{"text": {" \n\t\u00a0"}}, "write a sentence or two"},
		"no name":       {url.Values{"name": {""}}, "tell us your name"},
		"no way back":   {url.Values{"email": {""}}, "email address or your phone number"},
		"no address":    {url.Values{"email": {"ada at home"}}, "not a whole email address"},
		"two addresses": {url.Values{"email": {"ada@customer.example, eve@evil.example"}}, "not a whole email address"},
		"no number":     {url.Values{"phone": {"later"}}, "does not look like a phone number"},
		"to come":       {url.Values{"occurred_at": {"9999-12-31"}}, "still to come"},
		"no date":       {url.Values{"occurred_at": {"yesterday"}}, "date"},
	} {
		a := h.send("/complain", complaint(c.form))
		if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, c.say) {
			t.Errorf("%s: %d, without %q", name, a.status, c.say)
		}
		if text := c.form.Get("text"); text == "" && !strings.Contains(a.body, "The parcel never came.") && c.form["text"] == nil {
			t.Errorf("%s: their words are gone", name)
		}
	}
}

func TestTooMuchIsRefusedInWords(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ten := strings.Repeat("word ", 10<<20/5)
		for name, a := range map[string]answer{
			"form": h.takes(complaint(url.Values{"text": {ten}})),
			"api":  h.api(http.MethodPost, "/complaints", `{"from":{"email":"a@b.example"},"text":`+quote(ten)+`}`),
			"desk": h.desk("/cases", url.Values{"text": {ten}}),
		} {
			if a.status != http.StatusRequestEntityTooLarge && a.status != http.StatusUnprocessableEntity {
				t.Errorf("%s: 10 MB of words answer %d", name, a.status)
			}
			if strings.TrimSpace(a.body) == "" {
				t.Errorf("%s: no word about it", name)
			}
		}
		long := strings.Repeat("x", 201)
		if a := h.takes(complaint(url.Values{"name": {long}})); a.status != http.StatusUnprocessableEntity {
			t.Errorf("a name of 201 characters answers %d", a.status)
		}
		if a := h.get("/complain"); a.status != http.StatusOK {
			t.Errorf("afterwards the form answers %d", a.status)
		}
	})
}

func TestLongNamesAndFarLettersStay(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		name := strings.Repeat("ß", 100) + " " + strings.Repeat("林", 99)
		r := h.complains(name, "Zażółć gęślą jaźń 👩‍👩‍👧 \u202eslip\u202c")
		if v := h.state(r); v.Customer.Name != name {
			t.Errorf("200 characters became %q", v.Customer.Name)
		}
		for at, a := range map[string]answer{"staff": h.desk("/cases/"+r.ID, nil), "customer": h.get(h.local(r.PageURL)), "list": h.desk("/cases", nil)} {
			if a.status != http.StatusOK {
				t.Errorf("%s answers %d", at, a.status)
			}
		}
		h.examine()
	})
}

func TestOtherLettersThanUTF8(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		if a := h.takes(complaint(url.Values{"text": {"Die Lieferung war unm\xf6glich. So geht das nicht."}})); a.status != http.StatusSeeOther {
			t.Fatalf("a form in Windows-1252 answers %d", a.status)
		}
		found, err := h.App.Cases(t.Context(), recovery.System(), app.CasesIn{Limit: 1})
		h.must(err)
		v, err := h.App.Case(t.Context(), recovery.System(), found.Items[0].ID, "")
		h.must(err)
		if !strings.Contains(words(v), "unmöglich") {
			t.Errorf("it was kept as %q", words(v))
		}
		a := h.api(http.MethodPost, "/complaints", "{\"from\":{\"email\":\"a@b.example\"},\"text\":\"unm\xf6glich\"}")
		if a.status == http.StatusInternalServerError {
			t.Errorf("the API answers %d %s", a.status, a.body)
		}
		if a := h.desk("/cases/"+found.Items[0].ID.Text()+"/note", url.Values{"text": {"unm\xf6glich"}}); a.status != http.StatusUnprocessableEntity {
			t.Errorf("a colleague's broken letters answer %d", a.status)
		}
		h.examine()
	})
}

// words is everything that was written in a case.
func words(v app.CaseView) string {
	var b strings.Builder
	for _, m := range v.Story {
		if m.Message != nil {
			b.WriteString(m.Message.Text + "\n")
		}
	}
	return b.String()
}

func TestHostileHTMLIsOnlyText(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		r := h.complains("Eve "+hostile, hostile+" The parcel never came.")
		pages := map[string]answer{
			"staff": h.desk("/cases/"+r.ID, nil), "customer": h.get(h.local(r.PageURL)), "today": h.desk("/?scope=all", nil),
			"cases": h.desk("/cases", nil), "customers": h.desk("/customers", nil), "palette": h.desk("/find?q="+url.QueryEscape("<script>"), nil),
			"mailbox": h.desk("/demo/mail", nil), "search": h.desk("/cases?find="+url.QueryEscape(hostile), nil),
		}
		for at, a := range pages {
			if a.status != http.StatusOK {
				t.Errorf("%s answers %d", at, a.status)
			}
			if strings.Contains(a.body, "<script>alert") || strings.Contains(a.body, "<img src=x") || strings.Contains(a.body, "<b>Angry") {
				t.Errorf("%s lets HTML through", at)
			}
		}
		if !strings.Contains(pages["staff"].body, "&lt;script&gt;alert(1)") {
			t.Error("their words are not shown as they wrote them")
		}
	})
}

// TestHeadersStayHeaders holds that nobody writes a mail's header through a name or a subject.
func TestHeadersStayHeaders(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		const trick = "Ada\r\nBcc: everybody@evil.example\r\n\r\nBuy now"
		r := h.complains(trick, "The parcel never came.")
		if v := h.state(r); strings.ContainsAny(v.Customer.Name, "\r\n") {
			t.Errorf("the name was kept as %q", v.Customer.Name)
		}
		raw := "From: \"Eve =?utf-8?q?=0D=0ABcc:_everybody@evil.example?=\" <eve@customer.example>\r\nTo: care@northmill.example\r\n" +
			"Subject: =?utf-8?q?Parcel=0D=0ABcc:_everybody@evil.example?=\r\nMessage-ID: <trick@evil.example>\r\n\r\nIt never came.\r\n"
		h.must(h.App.TakeMail(t.Context(), []byte(raw)))
		h.settle()
		box, err := h.App.Mailbox(t.Context(), recovery.System(), "")
		h.must(err)
		if len(box.Items) < 2 {
			t.Fatalf("%d mails left", len(box.Items))
		}
		for _, m := range box.Items {
			if strings.ContainsAny(m.Subject+m.To+m.From, "\r\n") {
				t.Errorf("a header broke: %q to %q", m.Subject, m.To)
			}
		}
		h.examine()
	})
}

// TestFormulasStayText holds that a table program does not compute what a customer wrote.
func TestFormulasStayText(t *testing.T) {
	t.Parallel()
	h := setup(t, "sqlite")
	const formula = `=HYPERLINK("http://evil.example";"click")`
	r := h.complains("Eve", "The parcel never came.")
	h.ends(r, formula)
	a := h.desk("/how.csv", nil)
	rows, err := csv.NewReader(strings.NewReader(a.body)).ReadAll()
	if err != nil {
		t.Fatal(err, a.body)
	}
	found := false
	for _, row := range rows {
		for _, cell := range row {
			found = found || strings.Contains(cell, "HYPERLINK")
			if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "@") || strings.HasPrefix(cell, "+") {
				t.Errorf("a table program would compute %q", cell)
			}
		}
	}
	if !found {
		t.Errorf("the cause is not in the table: %s", a.body)
	}
}

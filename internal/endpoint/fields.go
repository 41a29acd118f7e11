package endpoint

import (
	"errors"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"

	"golang.org/x/text/encoding/charmap"
)

// Fields reads the boxes of a form one after the other. The first box that is wrong is what Err
// says; the others are read all the same, so that the form can come back as it was.
type Fields struct {
	r      *http.Request
	repair bool
	err    error
}

// formMemory is how much of an upload is kept in memory; the rest waits in temporary files.
const formMemory = 1 << 20

// Colleague reads a form of ours: text that is not UTF-8 is refused.
func Colleague(r *http.Request) *Fields { return parse(r, false) }

// Anybody reads a form of the public: text that is not UTF-8 is read as Windows-1252, which it
// nearly always is, and kept. A complaint is not refused for its letters.
func Anybody(r *http.Request) *Fields { return parse(r, true) }

func parse(r *http.Request, repair bool) *Fields {
	f := &Fields{r: r, repair: repair}
	err := parseBody(r)
	var large *http.MaxBytesError
	switch {
	case errors.Is(err, multipart.ErrMessageTooLarge):
		f.err = &http.MaxBytesError{Limit: FormSize}
	case errors.As(err, &large):
		f.err = err
	case err != nil:
		f.err = errs.Invalidf("", "We could not read this form. Please open the page again and send it once more.").Because(err)
	}
	return f
}

func parseBody(r *http.Request) error {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err == nil && kind == "multipart/form-data" {
		return r.ParseMultipartForm(formMemory)
	}
	r.Body = http.MaxBytesReader(nil, r.Body, FormSize)
	return r.ParseForm()
}

// Err is the first thing that is wrong, nil when nothing is.
func (f *Fields) Err() error { return f.err }

// Refuse makes a refusal of the form, unless there is one already.
func (f *Fields) Refuse(field, say string, args ...any) {
	if f.err == nil {
		f.err = errs.Invalidf(field, say, args...)
	}
}

// Text is a box with up to most characters; "" when it is empty or absent. Spaces around it are
// dropped, line ends made one kind, and what no keyboard types taken out.
func (f *Fields) Text(name string, most int) string {
	text := f.r.FormValue(name)
	if len(text) > FormSize {
		f.err = &http.MaxBytesError{Limit: FormSize}
		return ""
	}
	if !utf8.ValidString(text) {
		if !f.repair {
			f.Refuse(name, "Some letters here did not arrive whole. Please type this again.")
		}
		text = repaired(text)
	}
	text = typed(text)
	if utf8.RuneCountInString(text) > most {
		f.Refuse(name, "Please say it in at most %d characters.", most)
	}
	return text
}

// Line is a Text of one line: what stands on several is joined.
func (f *Fields) Line(name string, most int) string {
	return strings.Join(strings.Fields(f.Text(name, most)), " ")
}

// Need is a Text that may not be empty; say is what to tell when it is.
func (f *Fields) Need(name string, most int, say string) string {
	text := f.Text(name, most)
	if text == "" {
		f.Refuse(name, say)
	}
	return text
}

// Yes reports whether a tick is set.
func (f *Fields) Yes(name string) bool { return f.r.FormValue(name) != "" }

// Choice is one of the allowed values, or "" when none was sent.
func (f *Fields) Choice(name string, allowed ...string) string {
	value := f.r.FormValue(name)
	if value != "" && !slices.Contains(allowed, value) {
		f.Refuse(name, "Please choose one of the entries of the list.")
		return ""
	}
	return value
}

// Many are all values of a name, as of ticks.
func (f *Fields) Many(name string) []string {
	if f.r.Form == nil {
		return nil
	}
	return f.r.Form[name]
}

// Number is a whole number from least to most, 0 when the box is empty.
func (f *Fields) Number(name string, least, most int) int {
	text := strings.TrimSpace(f.r.FormValue(name))
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		f.Refuse(name, "Please give a whole number from %d to %d.", least, most)
		return 0
	}
	return n
}

// ID is the id of a thing, such as ID[id.Offer](f, "offer"); 0 when the box is empty.
func ID[T ~int64](f *Fields, name string) T {
	text := f.r.FormValue(name)
	if text == "" {
		return 0
	}
	i, ok := id.Parse[None](text)
	if !ok {
		f.Refuse(name, "We do not know this entry. Please choose one of the list.")
	}
	return T(i)
}

// PathID is the id in a part of the path; a wrong one is as one that does not exist.
func PathID[T ~int64](r *http.Request, name string) (T, error) {
	i, ok := id.Parse[None](r.PathValue(name))
	if !ok {
		return 0, errs.Missingf("There is nothing here.")
	}
	return T(i), nil
}

// Moment is a date and time as <input type="datetime-local"> sends it, or a date alone, on the
// clock of the reader's zone. It is the zero time when the box is empty.
func (f *Fields) Moment(name string) time.Time {
	text := strings.TrimSpace(f.r.FormValue(name))
	if text == "" {
		return time.Time{}
	}
	zone := Words(f.r.Context()).Zone()
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", time.DateOnly} {
		if at, err := time.ParseInLocation(layout, text, zone); err == nil {
			return at
		}
	}
	f.Refuse(name, "We could not read this date. Please write it like 2026-11-24 09:30.")
	return time.Time{}
}

// Money is an amount in the currency; nothing when the box is empty.
func (f *Fields) Money(name, currency string) money.Amount {
	text := strings.TrimSpace(f.r.FormValue(name))
	if text == "" {
		return money.Amount{}
	}
	amount, err := money.Parse(text, currency)
	if err != nil {
		f.Refuse(name, "We could not read this amount. Please write it like 186.00.")
	}
	return amount
}

func repaired(text string) string {
	decoded, err := charmap.Windows1252.NewDecoder().String(text)
	if err != nil {
		return strings.ToValidUTF8(text, "\uFFFD")
	}
	return decoded
}

// typed drops what no keyboard types: control characters, of which a database refuses the first.
func typed(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

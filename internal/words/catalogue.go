package words

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

//go:embed catalogue/*.json
var files embed.FS

// shipped is the shelf inside the binary. It was opened by the tests, so it opens.
var shipped = sync.OnceValue(func() *shelf {
	dir, err := fs.Sub(files, "catalogue")
	if err != nil {
		panic(err)
	}
	s, err := open(dir)
	if err != nil {
		panic(err)
	}
	return s
})

// shelf holds the catalogues of all languages.
type shelf struct {
	tags    []language.Tag // English first: the matcher falls back to the first
	pages   map[language.Tag]page
	matcher language.Matcher
}

// page is one language: English text to its own.
type page map[string]entry

// entry is a translation: a text, or one text for each plural form the language has.
type entry struct {
	text  string
	forms map[string]string
}

// UnmarshalJSON reads "text" or {"one": "text", "other": "text"}.
func (e *entry) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &e.text)
	}
	return json.Unmarshal(b, &e.forms)
}

// texts are all wordings of the entry.
func (e entry) texts() []string {
	texts := []string{e.text}
	for _, text := range e.forms {
		texts = append(texts, text)
	}
	return texts
}

// open reads one catalogue from each <language>.json of dir and refuses those that would not
// print: a file name that is no language, a plural form nobody knows, a verb the English has not.
func open(dir fs.FS) (*shelf, error) {
	names, err := fs.Glob(dir, "*.json")
	if err != nil {
		return nil, err
	}
	s := &shelf{tags: []language.Tag{language.English}, pages: map[language.Tag]page{}}
	slices.SortFunc(names, englishFirst)
	for _, name := range names {
		if err := s.add(dir, name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	s.matcher = language.NewMatcher(s.tags)
	return s, nil
}

// englishFirst orders the catalogue all others are compared with before them.
func englishFirst(a, b string) int {
	const english = "en.json"
	if (a == english) == (b == english) {
		return strings.Compare(a, b)
	}
	if a == english {
		return -1
	}
	return 1
}

func (s *shelf) add(dir fs.FS, name string) error {
	tag, err := language.Parse(strings.TrimSuffix(path.Base(name), ".json"))
	if err != nil {
		return err
	}
	b, err := fs.ReadFile(dir, name)
	if err != nil {
		return err
	}
	p := page{}
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	first := s.pages[language.English]
	if tag == language.English {
		first = p
	}
	for key, e := range p {
		if err := e.check(key, english(key, first)); err != nil {
			return fmt.Errorf("%q: %w", key, err)
		}
	}
	s.pages[tag] = p
	if tag != language.English {
		s.tags = append(s.tags, tag)
	}
	return nil
}

// english are the verbs the English uses for a key, in whichever of its forms.
func english(key string, first page) map[int]string {
	all := verbs(key)
	for _, text := range first[key].texts() {
		maps.Copy(all, verbs(text))
	}
	return all
}

func (e entry) check(key string, english map[int]string) error {
	for form := range e.forms {
		if !slices.Contains(formNames(), form) {
			return fmt.Errorf("there is no plural form %q", form)
		}
	}
	if len(e.forms) > 0 {
		english[1] = "d" // the number, which the English singular may leave out
	}
	for _, text := range e.texts() {
		for place, verb := range verbs(text) {
			if english[place] != verb {
				return fmt.Errorf("%q has %%[%d]%s where the English has %q", text, place, verb, english[place])
			}
		}
	}
	return nil
}

// printer chooses the catalogue nearest to accept and keeps the region that was asked for, as
// de-CH writes numbers its own way with the words of de.
func (s *shelf) printer(accept string, zone *time.Location) *Printer {
	if zone == nil {
		zone = time.UTC
	}
	wanted, _, err := language.ParseAcceptLanguage(accept)
	if err != nil {
		wanted = nil
	}
	_, i, _ := s.matcher.Match(wanted...)
	locale := nearest(s.tags[i], wanted)
	return &Printer{
		lang:    s.tags[i],
		pages:   s.chain(locale, s.tags[i]),
		numbers: message.NewPrinter(locale, message.Catalog(catalog.NewBuilder())),
		zone:    zone,
	}
}

// nearest is the first wanted tag of the matched tag's language, without extensions, because
// those would let a header choose other digits.
func nearest(matched language.Tag, wanted []language.Tag) language.Tag {
	base, _ := matched.Base()
	for _, tag := range wanted {
		if b, script, region := tag.Raw(); b == base {
			if full, err := language.Compose(b, script, region); err == nil {
				return full
			}
		}
	}
	return matched
}

// chain is where a text is looked for: the locale and its parents, then the matched catalogue
// and its parents.
func (s *shelf) chain(locale, matched language.Tag) []page {
	var pages []page
	seen := map[language.Tag]bool{language.Und: true}
	for _, tag := range []language.Tag{locale, matched} {
		for ; !seen[tag]; tag = tag.Parent() {
			seen[tag] = true
			if p, ok := s.pages[tag]; ok {
				pages = append(pages, p)
			}
		}
	}
	return pages
}

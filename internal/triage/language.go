package triage

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// undetermined is the language of a text that shows none (ISO 639-2 "und").
const undetermined = "und"

// language is told by the script, or by the commonest small words.
func language(text string) string {
	text = cut(text, 4000)
	if lang := byScript(text); lang != "" {
		return lang
	}
	counts := map[string]int{}
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		for _, lang := range languagesOf(word) {
			counts[lang]++
		}
	}
	best, most := undetermined, 0
	for _, lang := range []string{"en", "de", "fr", "es", "it", "nl", "pt", "pl", "tr"} {
		if counts[lang] > most {
			best, most = lang, counts[lang]
		}
	}
	return best
}

// byScript is the language of texts mostly written in a script that tells it, or "".
func byScript(text string) string {
	counts := map[string]int{}
	all := 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		all++
		counts[scriptLanguage(r)]++
	}
	for _, lang := range []string{"ja", "zh", "ar", "he", "ru", "el", "hi", "ko", "th"} {
		if counts[lang]*2 > all || lang == "ja" && counts[lang]*5 > all {
			return lang
		}
	}
	return ""
}

func scriptLanguage(r rune) string {
	switch {
	case unicode.In(r, unicode.Hiragana, unicode.Katakana):
		return "ja"
	case unicode.Is(unicode.Han, r):
		return "zh"
	case unicode.Is(unicode.Arabic, r):
		return "ar"
	case unicode.Is(unicode.Hebrew, r):
		return "he"
	case unicode.Is(unicode.Cyrillic, r):
		return "ru"
	case unicode.Is(unicode.Greek, r):
		return "el"
	case unicode.Is(unicode.Devanagari, r):
		return "hi"
	case unicode.Is(unicode.Hangul, r):
		return "ko"
	case unicode.Is(unicode.Thai, r):
		return "th"
	}
	return ""
}

// languagesOf are the languages in which a word is one of the commonest.
func languagesOf(word string) []string {
	switch word {
	case "the", "you", "my", "and", "was", "have", "it", "your", "to", "of", "not", "for", "this", "that", "with", "is", "are", "been", "from":
		return []string{"en"}
	case "ich", "und", "der", "das", "nicht", "mit", "sie", "ist", "habe", "wir", "ein", "eine", "auf", "bei", "mein", "meine", "noch":
		return []string{"de"}
	case "je", "les", "pas", "est", "vous", "nous", "une", "et", "mon", "ma", "pour", "dans", "avec", "mais", "votre":
		return []string{"fr"}
	case "el", "los", "las", "por", "con", "mi", "pero", "está", "ustedes", "muy", "y", "una", "lo":
		return []string{"es"}
	case "il", "che", "di", "non", "per", "sono", "mio", "della", "ho", "gli", "anche":
		return []string{"it"}
	case "het", "een", "niet", "ik", "mijn", "maar", "zijn", "met", "voor", "jullie", "nog", "de":
		return []string{"nl"}
	case "não", "uma", "com", "meu", "minha", "mas", "você", "os", "foi", "ao", "em":
		return []string{"pt"}
	case "nie", "się", "jest", "mój", "moja", "że", "na", "ale", "jak", "dla":
		return []string{"pl"}
	case "bir", "ve", "bu", "için", "değil", "çok", "benim", "ama", "hala", "siparişim":
		return []string{"tr"}
	case "que":
		return []string{"fr", "es", "pt"}
	case "la":
		return []string{"fr", "es", "it"}
	}
	return nil
}

// referencePattern finds "order no. 48213", "booking reference: X7K2PQ", "#10482".
var referencePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:order|booking|reference|ref|invoice|account|ticket|claim|policy|tracking|case|confirmation|reservation|parcel|shipment|po)s?\b(?:\s+(?:number|no|nr|id|ref|reference|code|is|num))*[\s.:#-]*([A-Z]{0,6}[-/]?\d[A-Z0-9/-]{2,24}|[A-Z]\w{0,3}\d\w{3,20})\b|(?:^|\s)#([A-Z]{0,4}-?\d[A-Z0-9-]{2,20})\b`)
})

// reference is the first order or booking number in the text, in capitals; "" when there is none.
func reference(text string) string {
	m := referencePattern().FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return strings.ToUpper(strings.Trim(m[1]+m[2], "-/"))
}

package app

import "testing"

func TestFileNamesAreOnlyNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"cup.jpg": "cup.jpg", "../../etc/passwd": "passwd", `C:\Users\ann\cup.jpg`: "cup.jpg", "": "file", "..": "file", "/": "_",
		"a\r\nSet-Cookie: x=y": "a_Set-Cookie_ x=y", `a".html`: "a_.html", "invo\u202efdp.exe": "invofdp.exe", "Käse\u00a0Größe.png": "Käse\u00a0Größe.png",
	} {
		if got := fileName(name); got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
}

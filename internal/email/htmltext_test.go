package email

import (
	"strings"
	"testing"
)

func TestTextFromHTML(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, html, want string }{
		{"paragraphs", "<p>One</p>\n<p>Two<br>three</p>", "One\n\nTwo\nthree"},
		{"words across tags", "a<b>b</b> <i>c</i>\n d", "ab c d"},
		{"entities and no-break", "5&nbsp;&euro; &lt;now&gt;", "5 € <now>"},
		{"lists", "<ul><li>a<li>b<ol><li>x</li><li>y</li></ol></ul>after", "- a\n- b\n  1. x\n  2. y\nafter"},
		{"link", `<a href="https://x.example/1">the page</a>.`, "the page (https://x.example/1)."},
		{"link that shows itself", `<a href="https://x.example">x.example</a> <a href="https://y.example/">https://y.example/</a>`, "x.example https://y.example/"},
		{"link that is no web address", `<a href="javascript:alert(1)">x</a>`, "x"},
		{"quote", "<p>yes</p><blockquote><p>a</p><p>b</p><blockquote>c</blockquote></blockquote><p>end</p>", "yes\n\n> a\n>\n> b\n>\n> > c\n\nend"},
		{"scripts and styles", "<head><title>t</title><style>p{}</style></head>a<script>if(a<b)</script>b", "ab"},
		{"pre", "<pre>a  b\n\n  c</pre>", "a  b\n\n  c"},
		{"table", "<table><tr><td>Order</td><td>12</td></tr><tr><td>Paid</td><td>yes</td></tr></table>", "Order 12\nPaid yes"},
		{"alt text", `<img alt="our logo" src=x> hello`, "our logo hello"},
		{"rule", "a<hr>b", "a\n________________________________\nb"},
		{"many breaks", "a<br><br><br><br>b", "a\n\nb"},
		{"unclosed", "<p>a<p>b</div></blockquote></ul>c", "a\n\nb\n\nc"},
		{"nothing", "", ""},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if got := TextFromHTML(tc.html); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestTextFromHTMLSurvivesDepth(t *testing.T) {
	t.Parallel()
	for _, tag := range []string{"<blockquote>", "<div>", "<ul><li>", "<pre>", "<table><tr><td>", "<a href=https://x.y>", "<b"} {
		got := TextFromHTML(strings.Repeat(tag, 200_000) + "<p>bottom</p>")
		if tag != "<b" && !strings.Contains(got, "bottom") {
			t.Errorf("%s: the text is lost", tag)
		}
		if len(got) > 20*200_000 {
			t.Errorf("%s: grew to %d bytes", tag, len(got))
		}
	}
}

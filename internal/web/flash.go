package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/look"
)

// flashCookie carries what was just done to the next page. It holds a key and numbers, no text: what is
// said is decided here.
const flashCookie = "flash"

// flashFor is how long a flash waits for its page, in seconds.
const flashFor = 20

// setFlash says on the next page what was done.
func setFlash(w http.ResponseWriter, key string, more ...string) {
	value := strings.Join(append([]string{key}, more...), ".")
	http.SetCookie(w, &http.Cookie{Name: flashCookie, Value: value, Path: "/", MaxAge: flashFor, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// flashSent is the flash of a reply that can be taken back until it leaves.
func flashSent(w http.ResponseWriter, c id.Case, out app.ReplyOut) {
	setFlash(w, "sent", c.Text(), out.Message.Text(), strconv.FormatInt(out.SendAt.UnixMilli(), 10))
}

// takeFlash reads the flash and clears it. Fragments leave it for the page.
func takeFlash(w http.ResponseWriter, r *http.Request, v view) look.FlashView {
	c, err := r.Cookie(flashCookie)
	if err != nil || c.Value == "" || r.Header.Get("X-Fragment") != "" {
		return look.FlashView{}
	}
	http.SetCookie(w, &http.Cookie{Name: flashCookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	key, rest, _ := strings.Cut(c.Value, ".")
	if key == "sent" {
		return v.sentFlash(rest)
	}
	return look.FlashView{Say: v.flashText(key)}
}

// sentFlash offers to take the reply back for as long as it has not left.
func (v view) sentFlash(rest string) look.FlashView {
	part := strings.Split(rest, ".")
	if len(part) != 3 {
		return look.FlashView{}
	}
	c, ok := id.Parse[int](part[0])
	m, alsoOK := id.Parse[int](part[1])
	at, err := strconv.ParseInt(part[2], 10, 64)
	if !ok || !alsoOK || err != nil {
		return look.FlashView{}
	}
	f := look.FlashView{Say: v.T("Your reply is on its way."), Tone: look.Gold}
	if left := time.UnixMilli(at).Sub(v.Now); left > 0 {
		f.Undo = "/cases/" + c.Text() + "/take_back"
		f.Token = append([]look.Hidden{{Name: "message", Value: m.Text()}}, v.Token...)
		f.Seconds = int((left + time.Second - 1) / time.Second)
	}
	return f
}

// flashText is what is said after a command, by its name. Commands whose effect is in plain sight
// say nothing.
func (v view) flashText(key string) string {
	switch key {
	case "opened":
		return v.T("Written down. The acknowledgement goes out by itself.")
	case "noted":
		return v.T("Your note is in the case.")
	case "called":
		return v.T("The conversation is in the case.")
	case "take_back":
		return v.T("Taken back. It never left.")
	case "keep":
		return v.T("Kept.")
	case "renegotiate":
		return v.T("Moved. The customer reads the new time and the reason on their page.")
	case "promise":
		return v.T("It is in what we owe.")
	case "make_offer":
		return v.T("Done. What is within your authority is with the customer; what is beyond it waits for approval.")
	case "give":
		return v.T("It is on its way.")
	case "approve":
		return v.T("Approved. The options are with the customer.")
	case "refuse":
		return v.T("Refused, with your reason.")
	case "assign":
		return v.T("Handed over, with everything that is owed.")
	case "resolve":
		return v.T("Resolved. We ask by ourselves whether it held.")
	case "close":
		return v.T("Closed, with its cause.")
	case "revoke_link":
		return v.T("Earlier links open nothing any more.")
	case "correct":
		return v.T("Corrected; the plan follows.")
	}
	return v.flashOfHouse(key)
}

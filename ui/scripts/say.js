// Texts come from the page (look.ScriptWords), so that they are in the reader's language.
let texts;

export function say(key, n) {
  texts ??= JSON.parse(document.getElementById("script-words")?.textContent || "{}");
  return (texts[key] || key).replace("{n}", n);
}

export const lang = document.documentElement.lang || "en";

export function clock(at) {
  return new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit" }).format(at);
}

export function toast(text) {
  let shelf = document.querySelector(".toasts");
  if (!shelf) {
    shelf = document.createElement("div");
    shelf.className = "toasts";
    shelf.setAttribute("role", "status");
    document.body.append(shelf);
  }
  const note = document.createElement("p");
  note.className = "toast";
  note.textContent = text;
  shelf.append(note);
  setTimeout(() => note.remove(), 6000);
}

// The composer stays a <textarea>: keyboard, spell checker and screen reader work as everywhere.
// Behind it lies a copy of the words that carries the coach's underlines; drafts are kept by the
// server a moment after typing stops.
import { ask } from "./ask.js";
import { clock, say } from "./say.js";
import { paint, remarks } from "./coach.js";

export function composer(root) {
  const form = root.querySelector("[data-composer]");
  if (!form || form.dataset.met) return;
  form.dataset.met = "yes";
  const c = { form, area: form.querySelector("textarea"), ghost: form.querySelector(".ghost"), marks: [] };
  const reread = later(600, () => read(c));
  const keep = later(600, () => save(c));
  paint(c);
  c.area.addEventListener("input", () => {
    c.marks = [];
    paint(c);
    reread();
    keep();
  });
  c.area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("submit", () => (c.sent = true));
  window.addEventListener("pagehide", () => c.unsaved && !c.sent && save(c, true));
  if (c.area.value.trim()) read(c);
}

function later(ms, work) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
  };
}

// body carries the form's hidden fields along: the token that proves the page is ours is one.
function body(c) {
  const data = new URLSearchParams();
  for (const field of c.form.querySelectorAll("input[type=hidden]")) data.set(field.name, field.value);
  data.set("text", c.area.value);
  return data;
}

async function read(c) {
  const url = c.form.dataset.coachUrl;
  if (!url) return;
  const text = c.area.value;
  const answer = await ask(url, { method: "POST", body: body(c) });
  if (!answer?.ok || text !== c.area.value) return;
  const said = JSON.parse(answer.text);
  c.marks = said.marks || [];
  paint(c);
  remarks(c, said);
}

async function save(c, leaving) {
  const url = c.form.dataset.draftUrl;
  if (!url || c.sent) return;
  const text = c.area.value;
  c.unsaved = true;
  note(c, say("saving"));
  const answer = await ask(url, { method: "POST", body: body(c), keepalive: !!leaving });
  if (answer?.status === 409) return clash(c, JSON.parse(answer.text));
  if (!answer?.ok) {
    note(c, say("not saved yet"), true);
    setTimeout(() => text === c.area.value && save(c), 4000);
    return;
  }
  const kept = JSON.parse(answer.text);
  c.form.querySelector("[name=version]").value = kept.version;
  c.unsaved = text !== c.area.value;
  note(c, say("saved {n}", kept.at || clock(new Date())));
}

// clash shows the other person's words without touching the writer's own.
function clash(c, theirs) {
  note(c, say("draft changed"), true);
  let box = c.form.querySelector(".stale");
  if (!box) {
    box = document.createElement("div");
    box.className = "stale breaks";
    c.form.prepend(box);
  }
  box.textContent = theirs.text || "";
  if (theirs.version) c.form.querySelector("[name=version]").value = theirs.version;
}

function note(c, text, bad) {
  const place = c.form.querySelector("[data-saved]");
  place.textContent = text;
  place.classList.toggle("bad", !!bad);
}

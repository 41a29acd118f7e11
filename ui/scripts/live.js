// <body data-live="/live?..."> listens for "something changed" and takes the page's main part anew
// by morphing: what somebody types, where they are and what has the focus stay.
// Events carry no content: {"case":"12","seq":47}. <main data-seq> is what the page shows already.
import htmx from "htmx.org";
import { ask } from "./ask.js";
import { say, toast } from "./say.js";

htmx.config.history = false;
htmx.config.includeIndicatorCSS = false;
htmx.config.morphSkip = "[data-keep], [data-owed]";
htmx.config.morphIgnore = ["data-met"];

export function live(adorn) {
  document.addEventListener("htmx:after:swap", () => adorn(document));
  const url = document.body.dataset.live;
  if (!url || !window.EventSource) return;
  const source = new EventSource(url);
  let waiting;
  let lost;
  source.addEventListener("changed", (event) => {
    if (known(event.data)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => refresh(), 150);
  });
  source.onerror = () => (lost ??= setTimeout(() => toast(say("offline")), 20000));
  source.onopen = () => {
    if (lost) refresh();
    clearTimeout(lost);
    lost = undefined;
  };
}

// known reports whether the page shows this change already.
function known(data) {
  const shown = document.querySelector("main")?.dataset;
  try {
    const change = JSON.parse(data);
    return shown?.case === String(change.case) && Number(change.seq) <= Number(shown.seq);
  } catch {
    return false;
  }
}

async function refresh() {
  const answer = await ask(location.href, { headers: { Accept: "text/html", "X-Fragment": "main" } });
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(answer.text, "text/html");
  const main = document.querySelector("main");
  const next = fresh.querySelector("main");
  if (!main || !next) return;
  keepTyped(main, next);
  if (fresh.body.dataset.now) document.body.dataset.now = fresh.body.dataset.now;
  await htmx.swap({ text: next.outerHTML, target: main, sourceElement: main, swap: "outerMorph", transition: false });
}

// keepTyped carries what a person has changed but not sent into the fresh page, so that the
// morph finds nothing to overwrite.
function keepTyped(main, next) {
  for (const old of main.querySelectorAll("textarea[id], input[id]:not([type=file], [type=hidden]), select[id]")) {
    const box = next.querySelector(`[id="${CSS.escape(old.id)}"]`);
    if (!box) continue;
    if (old.matches("textarea")) keepWords(old, box);
    else if (old.matches("select")) [...box.options].forEach((option) => option.toggleAttribute("selected", option.value === old.value));
    else if (old.matches("[type=checkbox], [type=radio]")) box.toggleAttribute("checked", old.checked);
    else if (old.value !== old.defaultValue) box.setAttribute("value", old.value);
  }
  keepFolds(main, next);
}

// keepWords keeps changed words and, with them, the draft's version they were written on.
function keepWords(old, box) {
  if (old.value === old.defaultValue) return;
  box.textContent = old.value;
  const version = old.form?.elements.version;
  if (version) box.form?.querySelector("[name=version]")?.setAttribute("value", version.value);
}

function keepFolds(main, next) {
  const folds = main.querySelectorAll("details");
  next.querySelectorAll("details").forEach((fold, i) => fold.toggleAttribute("open", fold.open || !!folds[i]?.open));
}

// data-opens="id" shows a dialog instead of following its link or sending its form.
// The palette asks the server for a fragment of links and walks through it with the arrows.
import { ask } from "./ask.js";

export function dialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener && show(opener.dataset.opens)) event.preventDefault();
    if (event.target.matches("dialog[open]")) event.target.close();
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.opens || !show(form.dataset.opens)) return;
    event.preventDefault();
    const asked = form.querySelector("[name=q]");
    const input = document.querySelector("[data-palette]");
    if (!asked?.value || !input) return;
    input.value = asked.value;
    input.dispatchEvent(new Event("input"));
  });
  for (const broken of document.querySelectorAll("dialog:has([aria-invalid], [data-focus])")) broken.showModal();
}

export function show(id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
  return true;
}

export function palette() {
  const input = document.querySelector("[data-palette]");
  if (!input) return;
  const found = document.getElementById("palette-found");
  let asked = 0;
  let timer;
  const find = async () => {
    const mine = ++asked;
    const answer = await ask(`${input.dataset.palette}?q=${encodeURIComponent(input.value)}`, { headers: { "X-Fragment": "found" } });
    if (!answer?.ok || mine !== asked) return;
    found.innerHTML = answer.text;
    options(found).forEach((option, i) => (option.id = `found-${i}`));
    choose(input, found, 0);
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, 120);
  });
  input.addEventListener("focus", () => found.childElementCount || find());
  input.addEventListener("keydown", (event) => walk(event, input, found));
}

const options = (found) => [...found.querySelectorAll("a[role=option]")];

function walk(event, input, found) {
  const all = options(found);
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") choose(input, found, Math.min(at + 1, all.length - 1));
  else if (event.key === "ArrowUp") choose(input, found, Math.max(at - 1, 0));
  else if (event.key === "Enter" && all[at]) all[at].click();
  else return;
  event.preventDefault();
}

function choose(input, found, index) {
  input.removeAttribute("aria-activedescendant");
  options(found).forEach((option, i) => {
    option.setAttribute("aria-selected", String(i === index));
    if (i !== index) return;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  });
}

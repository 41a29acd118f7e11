// Keys: g and a letter go somewhere, j and k walk rows, a single letter presses what carries
// data-key. Nothing happens while somebody types or a modifier is held.
import { show } from "./dialogs.js";

export function keys() {
  let going = -Infinity;
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      if (show("palette")) event.preventDefault();
      return;
    }
    if (event.key === "Escape") return leave(event);
    if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (performance.now() - going < 1200 && press(`[data-go="${CSS.escape(event.key)}"]`)) return event.preventDefault();
    going = event.key === "g" ? performance.now() : -Infinity;
    if (act(event.key)) event.preventDefault();
  });
}

const typing = (event) => event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

function leave(event) {
  const menu = document.querySelector("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (typing(event)) event.target.blur();
}

function act(key) {
  if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
  if (key === "?") return show("help");
  if (key === "/") return show("palette");
  return /^[a-z]$/.test(key) && press(`[data-key="${key}"]`);
}

function press(selector) {
  const target = document.querySelector(selector);
  if (!target) return false;
  if (target.matches("textarea, input, select")) {
    target.scrollIntoView({ block: "nearest" });
    target.focus();
  } else target.click();
  return true;
}

function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return false;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)];
  row.querySelector("a, button")?.focus();
  row.scrollIntoView({ block: "nearest" });
  return true;
}

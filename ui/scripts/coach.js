// What the coach says: underlines in the ghost, one line of advice each, and the parts an answer has.
// marks: [{start, end, level, title, why, rewrite}] with start and end in UTF-16 units;
// checklist: [{label, on}]; owed: HTML of rows with data-words, one for each promise found.
import { say } from "./say.js";

export function paint(c) {
  const text = c.area.value;
  const pieces = [];
  let at = 0;
  for (const mark of [...c.marks].sort((a, b) => a.start - b.start)) {
    if (mark.start < at || mark.end <= mark.start || mark.end > text.length) continue;
    pieces.push(text.slice(at, mark.start), underlined(text.slice(mark.start, mark.end), mark.level));
    at = mark.end;
  }
  // A last line break has no height of its own without something after it.
  c.ghost.replaceChildren(...pieces, text.slice(at) + "\u200b");
}

function underlined(text, level) {
  const mark = document.createElement("mark");
  mark.className = level;
  mark.textContent = text;
  return mark;
}

export function remarks(c, said) {
  const advice = c.form.querySelector("[data-advice]");
  advice.replaceChildren(...c.marks.map((mark) => remark(c, mark)));
  const checks = (said.checklist || []).map(check);
  const faults = c.marks.filter((mark) => mark.level === "fault").length;
  if (faults) checks.push(item(faults === 1 ? say("1 to mend") : say("{n} to mend", faults), "miss"));
  owed(c, said.owed);
  const send = c.form.querySelector("[data-send]");
  if (send && said.send) send.textContent = said.send;
  if (checks.length) c.form.querySelector("[data-checks]").replaceChildren(...checks);
}

// owed shows the promises found as rows of the form. While the same ones are found the rows are
// left alone; else what somebody changed in a row goes along to the row of the same words.
function owed(c, rows) {
  const place = c.form.querySelector("[data-owed]");
  if (!place || rows == null) return;
  const fresh = document.createElement("template");
  fresh.innerHTML = rows;
  const before = [...place.querySelectorAll("[data-words]")];
  const after = [...fresh.content.querySelectorAll("[data-words]")];
  const words = (list) => list.map((row) => row.dataset.words).join("\n");
  if (before.length === after.length && words(before) === words(after)) return;
  for (const row of after) {
    const old = before.find((other) => other.dataset.words === row.dataset.words);
    if (old) carry(old, row);
  }
  place.replaceChildren(fresh.content);
}

function carry(old, row) {
  const boxes = (from) => [...from.querySelectorAll("input:not([type=hidden]), select")];
  const kept = boxes(old);
  boxes(row).forEach((box, i) => {
    box.value = kept[i].value;
    box.checked = kept[i].checked;
  });
}

function check(part) {
  return item(part.label, part.on ? "on" : "");
}

function item(text, className) {
  return Object.assign(document.createElement("li"), { textContent: text, className });
}

function remark(c, mark) {
  const line = document.createElement("div");
  line.className = `remark ${mark.level}`;
  const sign = document.createElement("i");
  sign.setAttribute("aria-hidden", "true");
  line.append(sign, words(c, mark));
  if (mark.rewrite != null && mark.end > mark.start) line.append(taker(c, mark));
  return line;
}

// words leads to the place in the text when it has one.
function words(c, mark) {
  const box = document.createElement(mark.end > mark.start ? "button" : "span");
  const title = document.createElement("b");
  title.textContent = mark.title || "";
  box.append(title, " ", mark.why || "");
  if (box.localName !== "button") return box;
  box.type = "button";
  box.className = "find-it";
  box.addEventListener("click", () => {
    c.area.focus();
    c.area.setSelectionRange(mark.start, mark.end);
  });
  return box;
}

// taker replaces the marked words as if typed, so that the browser's undo takes it back.
function taker(c, mark) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = mark.move || say("take it");
  button.addEventListener("click", () => {
    c.area.focus();
    c.area.setSelectionRange(mark.start, mark.end);
    if (!document.execCommand("insertText", false, mark.rewrite)) {
      c.area.setRangeText(mark.rewrite, mark.start, mark.end, "end");
      c.area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  return button;
}

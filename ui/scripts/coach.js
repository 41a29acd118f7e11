// What the coach says: underlines in the ghost, one line of advice each, and the parts an answer has.
// marks: [{start, end, level, title, why, rewrite}] with start and end in UTF-16 units;
// checklist: [{label, on}]; promises: [{start, end, text}].
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
  const lines = [
    ...c.marks.map((mark) => remark(c, mark)),
    ...(said.promises || []).map((promise) => remark(c, { ...promise, level: "promise", title: promise.title, why: promise.text })),
  ];
  advice.replaceChildren(...lines);
  const checks = (said.checklist || []).map(check);
  const faults = c.marks.filter((mark) => mark.level === "fault").length;
  if (faults) checks.push(item(faults === 1 ? say("1 to mend") : say("{n} to mend", faults), "miss"));
  if (checks.length) c.form.querySelector("[data-checks]").replaceChildren(...checks);
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

// Line numbers beside a box of lines, marks where problems are, and a way from a problem to its line.
// Tab writes two spaces; Escape first, and Tab leaves the box, so nobody is caught in it.
export function codeBox(root) {
  for (const code of root.querySelectorAll("[data-code]")) {
    const area = code.querySelector("textarea");
    if (area.dataset.met) continue;
    area.dataset.met = "yes";
    const list = code.parentElement.querySelector(".problems");
    const number = () => gutter(code.querySelector(".gutter"), area, list);
    area.addEventListener("input", number);
    area.addEventListener("keydown", (event) => tab(event, area));
    number();
    for (const line of list?.querySelectorAll("[data-line]") || []) reachable(line, area);
  }
}

function gutter(strip, area, list) {
  const bad = new Set([...(list?.querySelectorAll("[data-line]") || [])].map((line) => line.dataset.line));
  const lines = area.value.split("\n").map((_, i) => {
    const number = document.createElement(bad.has(String(i + 1)) ? "b" : "span");
    number.textContent = `${i + 1}\n`;
    return number;
  });
  strip.replaceChildren(...lines);
}

function tab(event, area) {
  if (event.key === "Escape") area.dataset.leaving = "yes";
  else if (event.key === "Tab" && !event.shiftKey && !area.dataset.leaving) {
    event.preventDefault();
    area.setRangeText("  ", area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  } else delete area.dataset.leaving;
}

function reachable(line, area) {
  const label = line.querySelector("b");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label.textContent;
  button.addEventListener("click", () => {
    const lines = area.value.split("\n");
    const start = lines.slice(0, line.dataset.line - 1).join("\n").length + (line.dataset.line > 1 ? 1 : 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[line.dataset.line - 1] || "").length);
  });
  label.replaceWith(button);
}

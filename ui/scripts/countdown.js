// <time data-due="ms"> counts down within the hour and turns late when its moment passes.
// The house's clock may differ from the reader's (the demo lets time pass), so the difference
// is taken from <body data-now="ms"> when the page was made.
import { say } from "./say.js";

let shift = 0;
let told;
let ticking = false;

export function countdowns() {
  const made = document.body.dataset.now;
  if (made && made !== told) shift = Number(made) - Date.now();
  told = made;
  tick();
  if (ticking) return;
  ticking = true;
  setInterval(tick, 15000);
  document.addEventListener("visibilitychange", () => document.hidden || tick());
}

function tick() {
  const now = Date.now() + shift;
  for (const time of document.querySelectorAll("time[data-due]")) write(time, Number(time.dataset.due) - now);
}

function write(time, left) {
  const minutes = Math.ceil(left / 60000);
  if (minutes > 60 || minutes < -60) return;
  const text = minutes > 0 ? say("{n} min", minutes) : minutes === 0 ? say("now") : say("{n} min ago", -minutes);
  if (time.textContent !== text) time.textContent = text;
  if (minutes >= 0) return;
  time.classList.add("late");
  const row = time.closest(".is-next, .is-open");
  row?.classList.replace("is-next", "is-late") || row?.classList.replace("is-open", "is-late");
}

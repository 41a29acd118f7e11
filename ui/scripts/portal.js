// The customer's page needs no scripts. These only ease it: focus on what was refused, names of
// chosen files, no second sending, and words that survive a closed tab until they are sent.
import { forms } from "./forms.js";

document.documentElement.classList.add("js");
forms(document);

for (const area of document.querySelectorAll("textarea[data-remember]")) {
  const key = `words:${location.pathname}:${area.name}`;
  area.value ||= sessionStorage.getItem(key) || "";
  area.addEventListener("input", () => sessionStorage.setItem(key, area.value));
  area.form?.addEventListener("submit", () => sessionStorage.removeItem(key));
}

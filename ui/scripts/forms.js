// Small eases of forms: focus on what was refused, names of chosen files, the seconds left to
// undo, and no second sending while the first is under way.
export function forms(root) {
  const refused = root.querySelector("[data-focus]") || root.querySelector("[aria-invalid=true]");
  if (refused && !refused.dataset.met) {
    refused.dataset.met = "yes";
    refused.focus();
  }
  for (const list of root.querySelectorAll("[data-files-of]")) names(list);
  for (const flash of root.querySelectorAll("[data-undo]")) undo(flash);
}

function names(list) {
  const input = document.getElementById(list.dataset.filesOf);
  if (!input || list.dataset.met) return;
  list.dataset.met = "yes";
  input.addEventListener("change", () => {
    const lines = input.files.length < 2 ? [] : [...input.files];
    list.replaceChildren(...lines.map((file) => Object.assign(document.createElement("li"), { textContent: file.name })));
  });
}

function undo(flash) {
  if (flash.dataset.met) return;
  flash.dataset.met = "yes";
  const until = performance.now() + Number(flash.dataset.undo) * 1000;
  const shown = flash.querySelector("[data-seconds]");
  const timer = setInterval(() => {
    const left = Math.ceil((until - performance.now()) / 1000);
    shown.textContent = left > 0 ? left : "";
    if (left > 0 && flash.isConnected) return;
    clearInterval(timer);
    flash.querySelector("form")?.remove();
  }, 250);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || event.defaultPrevented) return;
  if (form.dataset.sending) return event.preventDefault();
  if (form.method === "post") form.dataset.sending = "yes";
});
// A page that comes back out of the browser's memory may send again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sending]")) delete form.dataset.sending;
});

// A button with data-copy="id" copies what stands in that box, and says so by its tick.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const box = button && document.getElementById(button.dataset.copy);
  if (!box) return;
  box.select();
  await navigator.clipboard?.writeText(box.value).catch(() => document.execCommand("copy"));
  button.classList.add("done");
});

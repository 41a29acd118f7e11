// Light, dark or the system's way, kept in a cookie so that the server draws the page right at once.
export function theme() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-set]");
    if (!button) return;
    const wish = button.dataset.themeSet;
    const age = wish ? 31536000 : 0;
    document.cookie = `theme=${wish}; path=/; max-age=${age}; samesite=lax`;
    if (wish) document.documentElement.dataset.theme = wish;
    else delete document.documentElement.dataset.theme;
    for (const other of document.querySelectorAll("[data-theme-set]")) {
      other.setAttribute("aria-pressed", String(other.dataset.themeSet === wish));
    }
  });
}

// The chosen theme, kept by the browser and applied before the next first paint.

export function chosenTheme() {
  return localStorage.getItem("bs-theme") ?? "auto";
}

/** @param {string} theme */
export function chooseTheme(theme) {
  localStorage.setItem("bs-theme", theme);
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  setDark(theme === "auto" ? null : theme === "dark");
  window.dispatchEvent(new Event("bs-theme"));
}

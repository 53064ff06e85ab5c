// The chosen theme, kept by the browser and applied before the next first paint.

export function chosenTheme() {
  return localStorage.getItem("bs-theme") ?? "auto";
}

export function chooseTheme(theme) {
  localStorage.setItem("bs-theme", theme);
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  setDark({ light: false, dark: true }[theme] ?? null);
  window.dispatchEvent(new Event("bs-theme"));
}

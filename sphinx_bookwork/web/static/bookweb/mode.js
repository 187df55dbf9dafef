// Light or dark, before anything is painted: what the reader chose here, else what the system says.
// In a file, so that a page needs no inline script.
{
  const root = document.documentElement;
  const stored = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const mode = stored("mode") || root.dataset.mode || "auto";
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.mode = mode;
  root.dataset.theme = mode === "auto" ? (dark ? "dark" : "light") : mode;
}

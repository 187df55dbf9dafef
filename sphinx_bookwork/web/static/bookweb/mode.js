// Before anything is painted: light or dark, as the reader chose here or else as the system says, and
// the first faces. In a file, so that a page needs no inline script.
{
  const root = document.documentElement;
  const stored = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const mode = stored("mode") || root.dataset.mode || "auto";
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.mode = mode;
  root.dataset.theme = mode === "auto" ? (dark ? "dark" : "light") : mode;
  // The faces that every page begins with. From the file system a browser refuses to load them early;
  // stylesheets are told, so that they can wait for them there.
  const local = location.protocol === "file:";
  if (local) root.dataset.origin = "file";
  const faces = local ? "" : document.currentScript.dataset.faces ?? "";
  for (const href of faces.split(" ").filter(Boolean)) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href });
    document.head.append(link);
  }
}

// What a lean page does with a script: colours, search, and where the reader is. Without it the
// colours follow the system, the search is a page of its own, and the sidebars open all the same.

/** Colours: as the system has them, light, dark, and round again; remembered for this site. */
{
  const MODES = ["auto", "light", "dark"];
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const buttons = document.querySelectorAll(".theme-switch-button");
  const show = () => {
    const { mode } = root.dataset;
    root.dataset.theme = mode === "auto" ? (system.matches ? "dark" : "light") : mode;
    for (const button of buttons) {
      button.setAttribute("aria-label", button.dataset[mode]);
      button.title = button.dataset[mode];
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      root.dataset.mode = MODES[(MODES.indexOf(root.dataset.mode) + 1) % MODES.length];
      try { localStorage.setItem("mode", root.dataset.mode); } catch { /* not to be remembered */ }
      show();
    });
  }
  system.addEventListener("change", show);
  show();
}

/** Search: in a dialog over the page, by its button or by Ctrl+K. */
{
  const dialog = document.getElementById("pst-search-dialog");
  const open = (event) => {
    event.preventDefault();
    for (const shown of document.querySelectorAll("[popover]:popover-open")) shown.hidePopover();
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input").select();
  };
  if (dialog) {
    for (const button of document.querySelectorAll(".bookweb-search-button")) {
      button.addEventListener("click", (event) => event.ctrlKey || event.metaKey || open(event));
    }
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) open(event);
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
}

/** Where the reader is: the section at the top of the window is marked in the page's contents. */
{
  const links = [...document.querySelectorAll("#pst-page-toc-nav a[href^='#']")];
  const sections = links
    .map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))))
    .filter(Boolean);
  const mark = () => {
    const at = sections.findLast((section) => section.getBoundingClientRect().top < 120);
    for (const link of links) {
      const here = at && decodeURIComponent(link.hash.slice(1)) === at.id;
      link.classList.toggle("active", Boolean(here));
      if (here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  if (sections.length) {
    let waiting = false;
    document.addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; mark(); });
    }, { passive: true });
    mark();
  }
  // A sidebar shown as a popover has done its work when a link in it is followed.
  for (const sidebar of document.querySelectorAll(".bd-sidebar[popover], .bd-sidebar-secondary[popover]")) {
    sidebar.addEventListener("click", (event) => {
      if (event.target.closest("a") && sidebar.matches(":popover-open")) sidebar.hidePopover();
    });
  }
}

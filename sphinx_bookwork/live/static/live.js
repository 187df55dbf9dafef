// Follows the preview: what was made anew is shown, what could not be made is said on the page.
"use strict";
(() => {
  const pages = document.querySelector("#pages");
  const mine = pages ? "pages" : "site";
  const notes = new Map();

  const say = (what, said) => {
    notes.get(what)?.remove();
    notes.delete(what);
    if (!said) return;
    const note = document.createElement("pre");
    note.setAttribute("role", "alert");
    note.textContent = `${what}: not made, the last one stays\n\n${said}`;
    Object.assign(note.style, {
      position: "fixed", inset: "auto 0 0 0", margin: "0", maxHeight: "60vh", overflow: "auto",
      padding: "1rem", background: "#7a1f12", color: "#fff", font: "0.9rem/1.4 monospace",
      whiteSpace: "pre-wrap", zIndex: "9999",
    });
    document.body.append(note);
    notes.set(what, note);
  };

  const follow = new EventSource("/_live/events");
  follow.addEventListener("failed", ({ data }) => {
    const { what, said } = JSON.parse(data);
    say(what, said);
  });
  follow.addEventListener("made", ({ data }) => {
    const { what } = JSON.parse(data);
    say(what, null);
    if (what !== mine) return;
    if (pages) pages.src = `/_live/book.pdf?${Date.now()}`;
    else location.reload();
  });
})();

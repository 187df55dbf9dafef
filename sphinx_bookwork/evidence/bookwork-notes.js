// Shows a note beside its call while the pointer rests on the call or the keyboard has come to it.
// An addition only: without this script a call is a link to its note. The card is a copy, so that
// the list of notes keeps its place. Escape closes it, and it may be pointed at (WCAG 2.2, 1.4.13).

const REST = 120; // milliseconds until a resting pointer shows a note, and twice that until it goes

const card = document.createElement("div");
card.className = "note-card";
card.setAttribute("role", "note");
let timer = 0;

function show(call) {
  const note = document.getElementById(decodeURIComponent(call.hash.slice(1)));
  if (!note || note.matches(":target")) return;
  hide();
  card.replaceChildren(...[...note.childNodes].map((part) => part.cloneNode(true)));
  for (const part of card.querySelectorAll("[id]")) part.removeAttribute("id");
  card.showPopover({ source: call });
}

function hide() {
  clearTimeout(timer);
  if (card.matches(":popover-open")) card.hidePopover();
}

function later(action, wait) {
  clearTimeout(timer);
  timer = setTimeout(action, wait);
}

if (typeof card.showPopover === "function") {
  card.popover = "manual";
  (document.querySelector("main, [role=main]") ?? document.body).append(card);
  for (const call of document.querySelectorAll("a.footnote-reference")) {
    call.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch") later(() => show(call), REST);
    });
    call.addEventListener("pointerleave", () => later(hide, 2 * REST));
    call.addEventListener("focus", () => call.matches(":focus-visible") && show(call));
    call.addEventListener("blur", () => later(hide, REST));
    call.addEventListener("click", hide);
  }
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => later(hide, 2 * REST));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}

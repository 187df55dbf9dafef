// A drawing wider than its window: the keyboard can move it, and it is called as its caption says.
"use strict";
for (const frame of document.querySelectorAll(".drawing-window")) {
  const figure = frame.closest("figure");
  const caption = figure?.querySelector(".caption-text") ?? figure?.querySelector("figcaption");
  if (caption && !caption.id) caption.id = `${figure.id}-caption`;
  const fit = () => {
    // a drawing with links moves by itself when the keyboard comes to one
    const moves = frame.scrollWidth > frame.clientWidth && !frame.querySelector("a:not([tabindex])");
    const names = { tabindex: "0", role: "group", "aria-labelledby": caption?.id };
    for (const [name, value] of Object.entries(names)) {
      if (moves && value) frame.setAttribute(name, value);
      else frame.removeAttribute(name);
    }
  };
  new ResizeObserver(fit).observe(frame);
}

// A button beside each text that readers may want to take along. Without a script it can be selected.
"use strict";
(() => {
  /** Copy the way every page may; the clipboard proper is for pages from safe hosts. */
  const select = (element) => {
    getSelection().selectAllChildren(element);
    return document.execCommand("copy");
  };

  const copy = async (element) => {
    try {
      await navigator.clipboard.writeText(element.textContent);
      return true;
    } catch {
      return select(element);
    }
  };

  for (const element of document.querySelectorAll(".copied")) {
    const button = document.createElement("button");
    const done = document.createElement("span");
    Object.assign(button, { type: "button", textContent: element.dataset.copy });
    done.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      done.textContent = "";
      if (await copy(element)) done.textContent = ` ${element.dataset.done}`;
    });
    const line = document.createElement("p");
    line.append(button, done);
    element.after(line);
  }
})();

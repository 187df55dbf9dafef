// Choose entries of a chronology. What is chosen stands in the address, after the #, to be shared.
"use strict";
(() => {
  const panel = document.querySelector(".chronology-choice");
  const choices = [...panel.querySelectorAll("select")];
  const terms = [...document.querySelectorAll("dl.chronology > dt")];
  const status = panel.querySelector("[role=status]");

  /** An entry: its date, and all that is told of it up to the next date. */
  const withText = (term) => {
    const parts = [term];
    while (parts.at(-1).nextElementSibling?.localName === "dd") parts.push(parts.at(-1).nextElementSibling);
    return parts;
  };

  const show = () => {
    const wanted = choices.filter(({ value }) => value).map(({ name, value }) => `${name}-${value}`);
    let shown = 0;
    for (const term of terms) {
      const fits = wanted.every((name) => term.classList.contains(name));
      for (const part of withText(term)) part.hidden = !fits;
      shown += fits;
    }
    for (const list of document.querySelectorAll("dl.chronology")) {
      const section = list.closest("section:not(:has(.chronology-choice))");
      if (section) section.hidden = !section.querySelector("dl.chronology > dt:not([hidden])");
    }
    const text = status.dataset.shown.replace("%(shown)s", shown).replace("%(all)s", terms.length);
    if (status.textContent !== text) status.textContent = text;
  };

  const remember = () => {
    const chosen = choices.filter(({ value }) => value).map(({ name, value }) => [name, value]);
    const hash = new URLSearchParams(chosen).toString();
    history.replaceState(null, "", hash ? `#${hash}` : `${location.pathname}${location.search}`);
  };

  /** Choose as the address says; an address of a place on the page shows that place, and all. */
  const recall = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const choice of choices) {
      choice.value = asked.get(choice.name) ?? "";
      if (choice.selectedIndex < 0) choice.value = "";
    }
    show();
  };

  panel.addEventListener("change", () => { show(); remember(); });
  panel.querySelector("button").addEventListener("click", () => {
    for (const choice of choices) choice.value = "";
    show();
    remember();
  });
  addEventListener("hashchange", recall);
  panel.hidden = false;
  recall();
})();

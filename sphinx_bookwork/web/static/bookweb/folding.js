// Words as the search compares them: what folding.py does, with the tables of that module. Stands in
// Sphinx's language_data.js, behind `bookwebSearch` (letters, names, longest).
(() => {
  const { letters, names, longest } = bookwebSearch;
  const word = /[\p{Letter}\p{Number}_]+/gu;
  const apart = typeof splitQuery === "undefined" ? (text) => text.match(word) ?? [] : splitQuery;

  const fold = (text) =>
    [...text.toLowerCase()].map((letter) => letters[letter] ?? letter).join("")
      .normalize("NFD").replace(/([a-z])[\u0300-\u036f]+/g, "$1").normalize("NFC");

  /** Each word of a text: where it begins and ends, how many words its names have, the words. */
  const wordsOf = (text) => {
    const found = [...text.matchAll(word)].map((match) =>
      ({ start: match.index, end: match.index + match[0].length, folded: fold(match[0]) }));
    return found.map((first, place) => {
      const keys = [{ key: first.folded, end: first.end }];
      for (let length = 1; length <= longest && place + length <= found.length; length += 1) {
        const named = found.slice(place, place + length);
        const others = names[named.map((each) => each.folded).join(" ")] ?? [];
        keys.push(...others.map((key) => ({ key, end: named.at(-1).end })));
      }
      return { start: first.start, keys };
    });
  };

  Object.assign(bookwebSearch, { fold, wordsOf });
  window.splitQuery = (query) => apart(fold(query));
  document.dispatchEvent(new Event("bookweb-words"));
})();

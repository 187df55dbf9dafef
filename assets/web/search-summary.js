// Sphinx 9's search shows a piece of the text with each result. Where a result is an entry of the
// index, its target holds no text, Sphinx makes no piece, and adds it all the same: an error in the
// console, and the results after it come without theirs. An empty piece does no harm.
document.addEventListener("DOMContentLoaded", () => {
  if (typeof Search === "undefined") return; // every page but the search
  const make = Search.makeSearchSummary;
  Search.makeSearchSummary = (...found) => make(...found) ?? document.createElement("p");
});

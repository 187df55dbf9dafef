// The page of the search: each page found with the passages that say it, which link to their place.
// Sphinx finds the pages; what they say comes from _static/passages/, one script a page, because a
// page from the file system may load scripts and nothing else.
"use strict";
(() => {
  const AT_ONCE = 8; // pages loaded together
  const SHOWN = 3; // passages of a page
  const BEFORE = 90, LENGTH = 280; // characters of an excerpt
  const root = document.documentElement.dataset.content_root;
  const said = new Map();

  const element = (name, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };

  const load = (docname) => new Promise((done) => {
    const script = element("script", { src: `${root}_static/passages/${encodeURI(docname)}.js` });
    script.onload = script.onerror = () => done(said.get(docname) ?? []);
    document.head.append(script);
  });

  const address = (docname, anchor) => {
    const dirs = DOCUMENTATION_OPTIONS.BUILDER === "dirhtml";
    const page = dirs ? docname.replace(/(^|\/)index$|$/, "/").replace(/^\/$/, "")
      : docname + DOCUMENTATION_OPTIONS.LINK_SUFFIX;
    return root + encodeURI(page) + (anchor ? `#${anchor}` : "");
  };

  /** What is sought: stems, and whether a part of a word will do because no page has the word. */
  const termsOf = (query) => {
    const stemmer = new Stemmer();
    const { terms, titleterms } = Search._index;
    return [...new Set(splitQuery(query).filter((word) => !stopwords.has(word)))].map((word) => {
      const stem = stemmer.stemWord(word);
      return { word, stem, whole: Object.hasOwn(terms, stem) || Object.hasOwn(titleterms, stem) };
    });
  };

  /** Where in a text which of the terms stand. */
  const marksIn = (text, terms) => {
    const stemmer = new Stemmer();
    const fits = (key, { stem, whole }) =>
      stemmer.stemWord(key) === stem || (!whole && stem.length > 2 && key.includes(stem));
    return bookwebSearch.wordsOf(text).flatMap(({ start, keys }) =>
      terms.flatMap((term) => {
        const found = keys.find(({ key }) => fits(key, term));
        return found ? [{ start, end: found.end, term }] : [];
      }));
  };

  /** A piece of a text around its first mark, with all marks in it. */
  const excerpt = (text, marks) => {
    const from = marks[0].start <= BEFORE ? 0 : text.lastIndexOf(" ", marks[0].start - BEFORE) + 1;
    const room = from + LENGTH >= text.length ? text.length : text.lastIndexOf(" ", from + LENGTH);
    const to = Math.max(room, marks[0].end);
    const parts = [from ? "… " : ""];
    let at = from;
    for (const { start, end } of marks.filter((mark) => mark.end <= to)) {
      if (start < at) continue; // two terms found in one name
      parts.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
      at = end;
    }
    return element("p", {}, ...parts, text.slice(at, to), to < text.length ? " …" : "");
  };

  /** The passages that have most of the terms, as they stand on the page; a heading if it is all. */
  const best = (passages, terms) => {
    const found = passages.flatMap(([anchor, section, text], place) => {
      const marks = marksIn(text, terms);
      const rank = new Set(marks.map(({ term }) => term)).size;
      return rank ? [{ anchor, section, text, marks, rank, place }] : [];
    });
    const told = found.filter(({ section, text }) => text !== section);
    const ranked = (told.length ? told : found).sort((a, b) => b.rank - a.rank || a.place - b.place).slice(0, SHOWN);
    return ranked.sort((a, b) => a.place - b.place);
  };

  const item = ({ docname, title, objects }, passages, terms) => {
    const link = element("a", { href: address(docname, "") }, title);
    const shown = best(passages, terms).map(({ anchor, section, text, marks }) =>
      element("li", {}, element("a", { href: address(docname, anchor) }, section || title),
        excerpt(text, marks)));
    const named = objects.map(([, name, anchor, description]) =>
      element("li", {}, element("a", { href: address(docname, anchor.slice(1)) }, name),
        element("p", {}, description)));
    return element("li", {}, link, element("ul", { className: "passages" }, ...named, ...shown));
  };

  /** The pages that Sphinx finds, the best first; with each the functions and the like found there. */
  const pagesOf = (query, terms) => {
    // The one place that calls what Sphinx keeps to itself; a test says when it changes.
    const stems = new Set(terms.map(({ stem }) => stem));
    const words = new Set(terms.map(({ word }) => word));
    const results = Search._performSearch(query, stems, new Set(), words, words);
    const pages = new Map();
    for (const result of results.reverse()) {
      const [docname, , , , , , kind] = result;
      const title = Search._index.titles[Search._index.docnames.indexOf(docname)];
      if (!pages.has(docname)) pages.set(docname, { docname, title, objects: [] });
      if (kind === "object") pages.get(docname).objects.push(result);
    }
    return [...pages.values()];
  };

  const show = async (query) => {
    await null; // until the number of pages has a place that is spoken
    const terms = termsOf(query);
    const pages = pagesOf(query, terms);
    for (let done = 0; done < pages.length; done += AT_ONCE) {
      const next = pages.slice(done, done + AT_ONCE);
      const passages = await Promise.all(next.map(({ docname }) => load(docname)));
      Search.output.append(...next.map((page, place) => item(page, passages[place], terms)));
    }
    Search.stopPulse();
    Search.title.textContent = Documentation.gettext("Search Results");
    Search.status.textContent = pages.length
      ? Documentation.ngettext("Search finished, found one page matching the search query.",
        "Search finished, found ${resultCount} pages matching the search query.", pages.length)
        .replace("${resultCount}", pages.length)
      : Documentation.gettext("Your search did not match any documents. Please make sure that all "
        + "words are spelled correctly and that you've selected enough categories.");
  };

  const speak = () => Search.status?.setAttribute("role", "status");

  const takeOver = () => {
    bookwebSearch.read = (docname, passages) => said.set(docname, passages);
    const perform = Search.performSearch;
    Search.performSearch = (query) => { perform(query); speak(); };
    Search.query = show;
    speak(); // where Sphinx has begun and waits for its index
  };
  // Sphinx's scripts come before this one or after; the index, which begins the search, after both.
  if (typeof Search === "undefined") document.addEventListener("bookweb-words", takeOver);
  else takeOver();
})();

// Runs before anything is painted, so that the lists for readers without JavaScript never flash up, nor the
// first page of everything where something else is asked. Then the search is fetched while the page still comes.
"use strict";

(() => {
  const MANY = 1000; // software; from here on a search takes long enough to be felt while typing
  const script = document.currentScript;
  const language = document.documentElement.lang.toLowerCase();
  const folder = new URL("../pagefind/", script.src);
  const tag = Date.now(); // Pagefind asks for its entry anew each time; so both ask for the same
  const isBeside = Number(script.dataset.total) >= MANY; // Pagefind works in a worker, not in the page
  globalThis.riusoEarly = { tag, isBeside };

  function hint(rel, path) {
    const made = Object.assign(document.createElement("link"), { rel, href: new URL(path, folder).href });
    if (rel === "preload") Object.assign(made, { as: "fetch", crossOrigin: "anonymous" });
    document.head.append(made);
  }

  // A worker takes nothing from the page but what lies in the browser's cache.
  const early = (path) => (isBeside ? fetch(new URL(path, folder)).catch(() => {}) : hint("preload", path));

  document.documentElement.classList.add("can-search");
  if (!location.search) return;
  document.documentElement.classList.add("is-asked");
  if (location.protocol === "file:") return;
  hint("modulepreload", "pagefind.js");
  early(`wasm.${language}.pagefind`);
  fetch(new URL(`pagefind-entry.json?ts=${tag}`, folder))
    .then((answer) => answer.json())
    .then(({ languages }) => early(`pagefind.${languages[language].hash}.pf_meta`))
    .catch(() => {}); // without Pagefind another search stands in
})();

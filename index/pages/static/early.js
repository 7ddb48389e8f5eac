// Runs before anything is painted, so that the lists for readers without JavaScript never flash up, nor the
// first page of everything where something else is asked. Then the search is fetched while the page still comes.
"use strict";

document.documentElement.classList.add("can-search");
if (location.search) {
  document.documentElement.classList.add("is-asked");
  if (location.protocol !== "file:") {
    const made = document.createElement("link");
    made.rel = "modulepreload";
    made.href = new URL("../pagefind/pagefind.js", document.currentScript.src).href;
    document.head.append(made);
  }
}

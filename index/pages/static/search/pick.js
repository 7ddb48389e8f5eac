// Software ticked for a comparison in the search: kept in the URL, so that it lasts from page to page.
"use strict";
/* global riusoWords */

(() => {
  const MOST = 6;
  const get = (id) => document.getElementById(id);
  const results = get("results");
  const { say } = riusoWords;
  const root = get("search-app").dataset.root;

  const picked = () => (new URLSearchParams(location.search).get("compare") ?? "").split(",").filter(Boolean);

  function keep(ids) {
    const given = new URLSearchParams(location.search);
    if (ids.length) given.set("compare", ids.join(","));
    else given.delete("compare");
    const query = given.toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
    for (const link of document.querySelectorAll(".languages a")) link.search = location.search;
    show();
  }

  function show() {
    const ids = picked();
    for (const box of results.querySelectorAll(".pick input")) {
      box.checked = ids.includes(box.value);
      box.disabled = !box.checked && ids.length >= MOST;
    }
    get("compare").hidden = !ids.length;
    get("picked").textContent = say(ids.length > 1 ? "picked" : "pickedOne", { number: ids.length });
    const link = get("compare-picked");
    link.hidden = ids.length < 2;
    link.href = `${root}compare/index.html?software=${ids.map(encodeURIComponent).join(",")}`;
  }

  results.addEventListener("change", ({ target }) => {
    const others = picked().filter((id) => id !== target.value);
    keep(target.checked ? [...others, target.value].slice(0, MOST) : others);
  });
  get("unpick").addEventListener("click", () => keep([]));
  addEventListener("popstate", show);
  new MutationObserver(show).observe(results, { childList: true });
  show();
})();

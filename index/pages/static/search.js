// The search in the browser: Pagefind finds, this page shows. Everything a reader chose is in the URL.
"use strict";
/* global riusoCard, riusoFilters, riusoNear, riusoWords */

(() => {
  const app = document.getElementById("search-app");
  const get = (id) => document.getElementById(id);

  const PER_PAGE = 15; // each result is a fetch of some 3 KB
  const EVERYTHING = "qqall"; // a word of every page, see templates/software.html
  const RANKED_LOWER = ["never-valid", "archived"];
  const DESCENDING = ["released", "activity", "users", "vitality"];
  const LOWER_BY = 0.4;
  const ENOUGH = 8; // results with every word; with fewer, those with some of the words follow
  const RANKING = {
    pageLength: 0.4,
    termFrequency: 0.6,
    metaWeights: { title: 8, summary: 4, subjects: 3, publisher: 3, also: 1.5, owners: 2, about: 3, touched: 1, facts: 0, all: 0 },
  };
  const { say, count: counted } = riusoWords;
  const facets = globalThis.riusoFacets;
  const { root, top } = app.dataset;
  const total = Number(app.dataset.total);
  const everything = [...get("results").children]; // the first page of all, which came with this one

  let opening; // of Pagefind or its stand-in; nobody waits for it before asking something
  let pagefind;
  let filtering;
  let state = readState();
  let asked = 0;
  const loading = new Map(); // by facet: when Pagefind can count its values
  const near = riusoNear({ ask, isExact: () => pagefind.isExact, loadScript, total });

  // State: what is asked, as it stands in the URL.

  function readState() {
    const given = new URLSearchParams(location.search);
    const filters = new Map();
    for (const key of new Set(given.keys())) {
      if (!["q", "sort", "page", "compare"].includes(key)) filters.set(key, new Set(given.getAll(key)));
    }
    return {
      q: given.get("q") ?? "",
      sort: given.get("sort") ?? "relevance",
      page: Math.max(1, Number.parseInt(given.get("page") ?? "1", 10) || 1),
      filters,
    };
  }

  function stateUrl(of) {
    const given = new URLSearchParams();
    if (of.q) given.set("q", of.q);
    for (const [name, values] of of.filters) for (const value of values) given.append(name, value);
    if (of.sort !== "relevance") given.set("sort", of.sort);
    if (of.page > 1) given.set("page", String(of.page));
    // What is ticked for a comparison stays ticked while the search goes on; pick.js keeps it.
    const picked = new URLSearchParams(location.search).get("compare");
    if (picked) given.set("compare", picked);
    const query = given.toString();
    return query ? `?${query}` : location.pathname;
  }

  function isUntouched() {
    return !state.q.trim() && !state.filters.size && state.sort === "relevance" && state.page === 1;
  }

  function go(change, { replace = false } = {}) {
    state = { ...state, page: 1, ...change };
    history[replace ? "replaceState" : "pushState"](null, "", stateUrl(state));
    return run();
  }

  function withFilter(name, value, on) {
    const filters = new Map([...state.filters].map(([key, values]) => [key, new Set(values)]));
    const values = filters.get(name) ?? new Set();
    if (on) values.add(value);
    else values.delete(value);
    if (values.size) filters.set(name, values);
    else filters.delete(name);
    return filters;
  }

  // Asking Pagefind.

  function wanted(filters) {
    return Object.fromEntries([...filters].map(([name, values]) => [name, { any: [...values] }]));
  }

  function order() {
    const byName = { name: "asc" };
    if (DESCENDING.includes(state.sort)) return { [state.sort]: "desc" };
    return state.sort === "name" || !state.q.trim() ? byName : undefined;
  }

  // Pagefind fetches the pages of each facet's values apart: only what is looked at or chosen is worth that.
  async function loadFacets() {
    const names = [...filtering.looked(), ...state.filters.keys()];
    const wanting = names.filter((name) => !loading.has(name));
    if (wanting.length) {
      const filters = Object.fromEntries(wanting.map((name) => [name, { any: [""] }]));
      const done = pagefind.preload(state.q.trim() || EVERYTHING, { filters });
      for (const name of wanting) loading.set(name, done);
    }
    await Promise.all(names.map((name) => loading.get(name)));
  }

  async function ask(filters, typed = state.q.trim()) {
    const sort = order();
    return pagefind.search(typed || EVERYTHING, { filters: wanted(filters), ...(sort ? { sort } : {}) });
  }

  // The few results at hand tell their own values.
  async function countLoaded(results) {
    const counts = {};
    for (const { filters } of await Promise.all(results.map((result) => result.data()))) {
      for (const [name, values] of Object.entries(filters)) {
        counts[name] ??= {};
        for (const value of values) counts[name][value] = (counts[name][value] ?? 0) + 1;
      }
    }
    return counts;
  }

  // What has errors or is archived comes lower, as in every other list of the catalogue.
  async function demote(results) {
    const states = facets.find((one) => one.name === "state")?.values ?? [];
    const areAny = states.some(([value]) => RANKED_LOWER.includes(value));
    if (order() || !results.length || !areAny) return results;
    const doubtful = await pagefind.search(state.q.trim(), { filters: { state: { any: RANKED_LOWER } } });
    const ids = new Set(doubtful.results.map((result) => result.id));
    const score = (result) => result.score * (ids.has(result.id) ? LOWER_BY : 1);
    return [...results].sort((a, b) => score(b) - score(a));
  }

  // Counts of a facet follow the words and the other facets, not the facet's own values.
  async function count(found) {
    const counts = { ...found.filters };
    for (const name of state.filters.keys()) {
      const others = new Map(state.filters);
      others.delete(name);
      counts[name] = (await ask(others)).filters[name] ?? {};
    }
    return counts;
  }

  async function run() {
    const mine = ++asked;
    get("q").value = state.q;
    // The same search waits in the other languages.
    for (const link of document.querySelectorAll(".languages a")) link.search = location.search;
    get("sort").value = state.sort;
    if (isUntouched()) {
      showEverything();
      return;
    }
    if (!pagefind) get("status").textContent = say("loading");
    try {
      await open();
    } catch (error) {
      giveUp(error);
      return;
    }
    await answer(mine);
  }

  async function answer(mine) {
    await loadFacets();
    let found = await ask(state.filters);
    if (await near.isFarFetched(found.results[0], state.q)) found = { results: [], filters: {} };
    const isMissing = state.q.trim() && found.results.length < ENOUGH;
    const others = isMissing ? await near.nearby(found.results, state.filters, state.q) : [];
    const results = [...(await demote(found.results)), ...others];
    const counts = others.length ? await countLoaded(results) : results.length ? await count(found) : {};
    state.page = Math.min(state.page, pagesOf(results.length));
    const start = (state.page - 1) * PER_PAGE;
    const shown = await Promise.all(results.slice(start, start + PER_PAGE).map((result) => result.data()));
    if (mine !== asked) return;
    const given = { root, top, labelOf, publisherPath, isQuery: Boolean(state.q.trim()) };
    show(shown.map((data) => riusoCard(data, given)), counts, results.length);
    await showNothing(results.length === 0, mine);
    await showSuggestion(Boolean(state.q.trim()) && !found.results.length, mine);
  }

  // Showing.

  function showEverything() {
    const numbers = ({ values }) => Object.fromEntries(values.map(([value, , number]) => [value, number]));
    show(everything, Object.fromEntries(facets.map((facet) => [facet.name, numbers(facet)])), total);
    get("nothing").hidden = true;
    get("suggestion").hidden = true;
  }

  function show(cards, counts, found) {
    document.documentElement.classList.remove("is-asked");
    filtering.show(counts, state.filters);
    showActive();
    get("results").replaceChildren(...cards);
    showPages(pagesOf(found));
    showStatus(found, pagesOf(found));
  }

  function pagesOf(number) {
    return Math.max(1, Math.ceil(number / PER_PAGE));
  }

  function labelOf(name, value) {
    const facet = facets.find((one) => one.name === name);
    return facet?.values.find((one) => one[0] === value)?.[1] ?? value;
  }

  function publisherPath(id) {
    return facets.find((one) => one.name === "publisher")?.values.find((one) => one[0] === id)?.[3];
  }

  function showStatus(number, pages) {
    const words = state.q.trim();
    const found = words ? counted("resultsFor", number, { words }) : counted("results", number);
    const where = pages > 1 ? `, ${say("page", { page: state.page, pages })}` : "";
    get("status").textContent = found + where;
  }

  function showActive() {
    const chips = [];
    for (const [name, values] of state.filters) {
      for (const value of values) {
        chips.push(button(`${labelOf(name, value)} ✕`, say("removeFilter", { filter: labelOf(name, value) }), () =>
          go({ filters: withFilter(name, value, false) })));
      }
    }
    if (chips.length > 1) {
      chips.push(button(say("clearAll"), say("clearAllLabel"), () => go({ filters: new Map() })));
      chips.at(-1).firstChild.className = "clear-all";
    }
    get("active").replaceChildren(...chips);
  }

  function button(text, label, onClick) {
    const item = document.createElement("li");
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", onClick);
    item.append(made);
    return item;
  }

  function showPages(pages) {
    const list = get("pages").firstElementChild;
    get("pages").hidden = pages < 2;
    const shown = Array.from({ length: pages }, (_, at) => at + 1)
      .filter((page) => page === 1 || page === pages || Math.abs(page - state.page) <= 2);
    list.replaceChildren(...shown.map((page) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = stateUrl({ ...state, page });
      link.textContent = String(page);
      link.setAttribute("aria-label", say("goToPage", { page }));
      if (page === state.page) link.setAttribute("aria-current", "page");
      link.addEventListener("click", (event) => {
        event.preventDefault();
        go({ page }).then(() => get("status").scrollIntoView());
      });
      item.append(link);
      return item;
    }));
  }

  async function showNothing(isEmpty, mine) {
    const ways = [];
    if (isEmpty) {
      for (const [name, values] of state.filters) {
        for (const value of values) {
          const filters = withFilter(name, value, false);
          const left = (await ask(filters)).results.length;
          if (left) ways.push(button(counted("withoutFilter", left, { filter: labelOf(name, value) }), "", () => go({ filters })));
        }
      }
      if (state.q.trim() && state.filters.size) ways.push(button(say("withoutFilters"), "", () => go({ filters: new Map() })));
      if (state.q.trim()) ways.push(button(say("withoutWords"), "", () => go({ q: "" })));
    }
    if (mine !== asked) return;
    get("relax").replaceChildren(...ways);
    get("nothing").hidden = !isEmpty;
  }

  async function showSuggestion(isWanted, mine) {
    const better = isWanted ? await near.respelled(state.filters, state.q) : "";
    if (mine !== asked) return;
    get("suggestion").hidden = !better;
    if (!better) return;
    const link = document.createElement("a");
    link.href = stateUrl({ ...state, q: better, page: 1 });
    link.textContent = say("didYouMean", { words: better });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go({ q: better });
    });
    get("suggestion").replaceChildren(link);
  }

  function giveUp(error) {
    console.warn("The search can't run:", error);
    document.documentElement.classList.remove("can-search");
    get("needs-script").hidden = true;
    get("unavailable").hidden = false;
  }

  // Start.

  function loadScript(path) {
    return new Promise((resolve, reject) => {
      const made = document.createElement("script");
      made.src = path;
      made.addEventListener("load", resolve);
      made.addEventListener("error", () => reject(new Error(`${path} can't be read`)));
      document.head.append(made);
    });
  }

  async function open() {
    opening ??= openSearch();
    pagefind = await opening;
  }

  // From disk, or where Pagefind was not built, the small index stands in.
  async function openSearch() {
    if (location.protocol !== "file:") {
      try {
        const found = await import(new URL(`${top}pagefind/pagefind.js`, location.href).href);
        await found.options({ ranking: RANKING, excerptLength: 20 });
        await found.preload(state.q.trim() || EVERYTHING); // fails here where it can't run, and not later
        return found;
      } catch (error) {
        console.info("Pagefind can't run here, the small index stands in:", error);
      }
    }
    await Promise.all([loadScript(`${top}static/offline.js?${app.dataset.version}`), loadScript("offline.js")]);
    return globalThis.riusoOffline;
  }

  function warmUp() {
    open().catch(() => {}); // the search that follows says what is wrong
  }

  function listen() {
    let timer;
    get("search-form").addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      go({ q: get("q").value });
    });
    get("q").addEventListener("focus", warmUp, { once: true });
    get("q").addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => go({ q: get("q").value }, { replace: true }), 250);
    });
    get("filters").addEventListener("toggle", () => {
      if (get("filters").open) run();
    });
    get("sort").addEventListener("change", () => go({ sort: get("sort").value }));
    addEventListener("popstate", () => {
      state = readState();
      run();
    });
    addEventListener("keydown", (event) => {
      const typing = event.target.matches?.("input:not([type=checkbox]), select, textarea");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        get("q").focus();
      }
    });
  }

  function start() {
    get("q").value = state.q;
    get("filters").open = matchMedia("(min-width: 56.01rem)").matches;
    if (!facets) {
      giveUp(new Error("facets.js can't be read"));
      return;
    }
    filtering = riusoFilters({
      facets,
      isCounted: (name) => isUntouched() || loading.has(name),
      choose: (name, value, isOn) => go({ filters: withFilter(name, value, isOn) }),
      opened: (name) => isUntouched() || loading.has(name) || run(),
    });
    filtering.build(state.filters);
    showActive();
    listen();
    run();
  }

  start();
})();

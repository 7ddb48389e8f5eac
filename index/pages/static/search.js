// The search in the browser: Pagefind finds, this page shows. Everything a reader chose is in the URL.
"use strict";
/* global riusoCard, riusoWords */

(() => {
  const app = document.getElementById("search-app");
  const get = (id) => document.getElementById(id);
  const template = (id) => get(id).content.firstElementChild.cloneNode(true);

  const PER_PAGE = 20;
  const SHOWN_VALUES = 8;
  const OPEN_FACETS = ["category", "country", "license"];
  const EVERYTHING = "qqall"; // a word of every page, see templates/software.html
  const RANKED_LOWER = ["never-valid", "archived"];
  const LOWER_BY = 0.4;
  const SEARCHED_META = ["title", "summary", "subjects", "publisher"];
  const RANKING = {
    pageLength: 0.4,
    termFrequency: 0.6,
    metaWeights: { title: 8, summary: 4, subjects: 3, publisher: 3, facts: 0, all: 0 },
  };
  const { say, count: counted } = riusoWords;
  const root = app.dataset.root;
  const top = app.dataset.top;
  const plain = new Intl.Collator(document.documentElement.lang);
  const numbers = new Intl.NumberFormat(document.documentElement.lang);

  let pagefind;
  let facets = [];
  let state = readState();
  let asked = 0;

  // State: what is asked, as it stands in the URL.

  function readState() {
    const given = new URLSearchParams(location.search);
    const filters = new Map();
    for (const key of new Set(given.keys())) {
      if (!["q", "sort", "page"].includes(key)) filters.set(key, new Set(given.getAll(key)));
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
    const query = given.toString();
    return query ? `?${query}` : location.pathname;
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
    if (state.sort === "released") return { released: "desc" };
    if (state.sort === "activity") return { activity: "desc" };
    return state.sort === "name" || !state.q.trim() ? byName : undefined;
  }

  async function ask(filters) {
    const sort = order();
    return pagefind.search(state.q.trim() || EVERYTHING, { filters: wanted(filters), ...(sort ? { sort } : {}) });
  }

  // Where no word begins with what was typed, Pagefind takes the longest word that what was typed begins
  // with: for "aquarium" that may be "a". One look at what it matched tells; all results share it.
  async function isFarFetched(result) {
    if (!state.q.trim() || !result) return false;
    const data = await result.data();
    const content = (data.raw_content ?? data.content ?? "").split(/\s+/);
    const matched = (data.locations ?? []).map((place) => content[place] ?? "");
    const known = words([...matched, ...SEARCHED_META.map((name) => data.meta[name] ?? "")].join(" "));
    return words(state.q).some((word) => {
      const half = word.slice(0, Math.max(2, Math.floor(word.length / 2)));
      return !known.some((one) => one.startsWith(half));
    });
  }

  function words(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  // What has errors or is archived comes lower, as in every other list of the catalogue.
  async function demote(results) {
    if (order() || !results.length) return results;
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
    get("sort").value = state.sort;
    let found = await ask(state.filters);
    if (await isFarFetched(found.results[0])) found = { results: [], filters: {} };
    const counts = found.results.length ? await count(found) : {};
    const results = await demote(found.results);
    const pages = Math.max(1, Math.ceil(results.length / PER_PAGE));
    state.page = Math.min(state.page, pages);
    const start = (state.page - 1) * PER_PAGE;
    const shown = await Promise.all(results.slice(start, start + PER_PAGE).map((result) => result.data()));
    if (mine !== asked) return;
    showFacets(counts);
    showActive();
    const given = { root, labelOf, publisherPath, isQuery: Boolean(state.q.trim()) };
    get("results").replaceChildren(...shown.map((data) => riusoCard(data, given)));
    showPages(pages);
    showStatus(results.length, pages);
    await showNothing(results.length === 0, mine);
  }

  // Showing.

  function labelOf(name, value) {
    const facet = facets.find((one) => one.name === name);
    return facet?.values.find((one) => one[0] === value)?.[1] ?? value;
  }

  function publisherPath(id) {
    return facets.find((one) => one.name === "publisher")?.values.find((one) => one[0] === id)?.[3];
  }

  function showStatus(total, pages) {
    const words = state.q.trim();
    const found = words ? counted("resultsFor", total, { words }) : counted("results", total);
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

  // Facets.

  function buildFacets() {
    get("facets").replaceChildren(...facets.map((facet) => {
      const made = template("facet-template");
      made.dataset.facet = facet.name;
      made.open = OPEN_FACETS.includes(facet.name) || state.filters.has(facet.name);
      made.querySelector(".facet-name").textContent = facet.label;
      made.querySelector("legend").textContent = facet.label;
      const find = made.querySelector(".facet-find");
      find.querySelector("span").textContent = say("findIn", { facet: facet.label });
      find.querySelector("input").addEventListener("input", () => showFacet(made, facet, facet.counts));
      const more = made.querySelector(".more");
      more.addEventListener("click", () => {
        facet.all = true;
        showFacet(made, facet, facet.counts);
        made.querySelectorAll("input[type=checkbox]")[SHOWN_VALUES]?.focus();
      });
      return made;
    }));
  }

  function showFacets(counts) {
    for (const made of get("facets").children) {
      const facet = facets.find((one) => one.name === made.dataset.facet);
      showFacet(made, facet, counts[facet.name] ?? {});
    }
  }

  function showFacet(made, facet, counts) {
    facet.counts = counts;
    const chosen = state.filters.get(facet.name) ?? new Set();
    const sought = made.querySelector(".facet-find input").value.trim().toLowerCase();
    const left = facet.values
      .map(([value, label]) => ({ value, label, number: counts[value] ?? 0, on: chosen.has(value) }))
      .filter((one) => one.number || one.on);
    const values = left
      .filter((one) => one.label.toLowerCase().includes(sought))
      .sort((a, b) => b.on - a.on || b.number - a.number || plain.compare(a.label, b.label));
    const find = made.querySelector(".facet-find");
    find.hidden = left.length <= SHOWN_VALUES * 2 && !sought;
    find.querySelector("input").placeholder = say("findAmong", { number: left.length });
    const shown = facet.all || sought ? values : values.slice(0, Math.max(SHOWN_VALUES, chosen.size));
    const focused = document.activeElement?.dataset?.value;
    const hadFocus = made.contains(document.activeElement);
    made.querySelector(".options").replaceChildren(...shown.map((one) => option(facet, one)));
    const more = made.querySelector(".more");
    more.hidden = shown.length === values.length;
    more.textContent = say("showAll", { number: values.length });
    made.hidden = !values.length && !sought;
    if (hadFocus && focused !== undefined) {
      [...made.querySelectorAll("input[type=checkbox]")].find((box) => box.dataset.value === focused)?.focus();
    }
  }

  function option(facet, { value, label, number, on }) {
    const made = template("option-template");
    const box = made.querySelector("input");
    box.checked = on;
    box.dataset.value = value;
    box.addEventListener("change", () => go({ filters: withFilter(facet.name, value, box.checked) }));
    made.querySelector(".option-name").textContent = label;
    made.querySelector(".number").textContent = numbers.format(number);
    return made;
  }

  // Pages, and nothing.

  function showPages(pages) {
    const list = get("pages").firstElementChild;
    get("pages").hidden = pages < 2;
    const near = Array.from({ length: pages }, (_, at) => at + 1)
      .filter((page) => page === 1 || page === pages || Math.abs(page - state.page) <= 2);
    list.replaceChildren(...near.map((page) => {
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

  // Start.

  function listen() {
    let timer;
    get("search-form").addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      go({ q: get("q").value });
    });
    get("q").addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => go({ q: get("q").value }, { replace: true }), 250);
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

  async function start() {
    get("q").value = state.q;
    get("status").textContent = say("loading");
    get("filters").open = matchMedia("(min-width: 56.01rem)").matches;
    showActive();
    try {
      const found = await fetch(app.dataset.facets);
      facets = await found.json();
      pagefind = await import(new URL(`${top}pagefind/pagefind.js`, location.href).href);
      await pagefind.options({ ranking: RANKING, excerptLength: 20 });
      await pagefind.filters();
      buildFacets();
      listen();
      await run();
    } catch (error) {
      console.warn("The search can't run:", error);
      document.documentElement.classList.remove("can-search");
      get("needs-script").hidden = true;
      get("unavailable").hidden = false;
    }
  }

  start();
})();

// The search in the browser: Pagefind finds, this page shows. Everything a reader chose is in the URL.
"use strict";
/* global riusoCard, riusoWords */

(() => {
  const app = document.getElementById("search-app");
  const get = (id) => document.getElementById(id);
  const template = (id) => get(id).content.firstElementChild.cloneNode(true);

  const PER_PAGE = 15; // each result is a fetch of some 3 KB
  const SHOWN_VALUES = 8;
  const OPEN_FACETS = ["category", "country", "license"];
  const EVERYTHING = "qqall"; // a word of every page, see templates/software.html
  const RANKED_LOWER = ["never-valid", "archived"];
  const DESCENDING = ["released", "activity", "users", "vitality"];
  const LOWER_BY = 0.4;
  const ENOUGH = 8; // results with every word; with fewer, those with some of the words follow
  const MOST_NEARBY = 30;
  const LEAST_COVERED = 0.3;
  const GUESSED = 0.6; // what a respelled word, or a part of one, counts
  const SEARCHED_META = ["title", "summary", "subjects", "publisher", "also", "owners"];
  const RANKING = {
    pageLength: 0.4,
    termFrequency: 0.6,
    metaWeights: { title: 8, summary: 4, subjects: 3, publisher: 3, also: 1.5, owners: 2, facts: 0, all: 0 },
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
  const loaded = new Set(); // facets whose values Pagefind can count

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
    const shown = get("filters").open ? [...get("facets").children].filter((made) => made.open) : [];
    const names = [...shown.map((made) => made.dataset.facet), ...state.filters.keys()];
    const wanting = names.filter((name) => !loaded.has(name));
    for (const name of wanting) loaded.add(name);
    const filters = Object.fromEntries(wanting.map((name) => [name, { any: [""] }]));
    if (wanting.length) await pagefind.preload(state.q.trim() || EVERYTHING, { filters });
  }

  async function ask(filters, typed = state.q.trim()) {
    const sort = order();
    return pagefind.search(typed || EVERYTHING, { filters: wanted(filters), ...(sort ? { sort } : {}) });
  }

  // Where no word begins with what was typed, Pagefind takes the longest word that what was typed begins
  // with: for "aquarium" that may be "a". One look at what it matched tells; all results share it.
  async function isFarFetched(result, typed = state.q) {
    if (!typed.trim() || !result || pagefind.isExact) return false;
    const data = await result.data();
    const content = (data.raw_content ?? data.content ?? "").split(/\s+/);
    const matched = (data.locations ?? []).map((place) => content[place] ?? "");
    const known = words([...matched, ...SEARCHED_META.map((name) => data.meta[name] ?? "")].join(" "));
    return words(typed).some((word) => {
      const half = word.slice(0, Math.max(2, Math.floor(word.length / 2)));
      return !known.some((one) => one.startsWith(half));
    });
  }

  function words(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  // Software with some of the words, best first. A rare word counts more than one that is everywhere, and
  // a word that is nowhere is taken for the nearest one that is known, or for its parts.
  async function nearby(already) {
    const asked = [...new Set(words(state.q))].slice(0, 12);
    const all = Number(app.dataset.total) || 1;
    const points = new Map();
    const known = new Set(already.map((result) => result.id));
    let whole = 0;
    const tell = (results, share) => {
      const weight = Math.log(1 + all / Math.max(1, results.length)) * share;
      const best = Math.max(...results.map((result) => result.score), 1e-9);
      for (const result of results) {
        if (known.has(result.id)) continue;
        const one = points.get(result.id) ?? { result, total: 0, covered: 0 };
        one.total += weight * (0.5 + result.score / best / 2);
        one.covered += weight;
        points.set(result.id, one);
      }
      return weight;
    };
    for (const joined of asked.slice(1).map((word, at) => asked[at] + word)) {
      const found = await exactly(joined);
      if (found.length) tell(found, asked.length);
    }
    for (const word of asked) {
      const found = await exactly(word);
      if (found.length) {
        whole += tell(found, 1);
        continue;
      }
      let guessed = 0;
      for (const other of await guesses(word)) {
        const results = await exactly(other);
        if (results.length) guessed = Math.max(guessed, tell(results, GUESSED));
      }
      whole += guessed || Math.log(1 + all);
    }
    return [...points.values()]
      .map((one) => ({ ...one, share: Math.min(1, one.covered / whole) }))
      .filter((one) => one.share >= LEAST_COVERED)
      .sort((a, b) => b.total * b.share - a.total * a.share)
      .slice(0, Math.max(0, MOST_NEARBY - already.length))
      .map((one) => one.result);
  }

  async function exactly(word) {
    const { results } = await ask(state.filters, word);
    return (await isFarFetched(results[0], word)) ? [] : results;
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
    await loadFacets();
    let found = await ask(state.filters);
    if (await isFarFetched(found.results[0])) found = { results: [], filters: {} };
    const near = state.q.trim() && found.results.length < ENOUGH ? await nearby(found.results) : [];
    const results = [...(await demote(found.results)), ...near];
    const counts = near.length ? await countLoaded(results) : results.length ? await count(found) : {};
    const pages = Math.max(1, Math.ceil(results.length / PER_PAGE));
    state.page = Math.min(state.page, pages);
    const start = (state.page - 1) * PER_PAGE;
    const shown = await Promise.all(results.slice(start, start + PER_PAGE).map((result) => result.data()));
    if (mine !== asked) return;
    showFacets(counts);
    showActive();
    const given = { root, top, labelOf, publisherPath, isQuery: Boolean(state.q.trim()) };
    get("results").replaceChildren(...shown.map((data) => riusoCard(data, given)));
    showPages(pages);
    showStatus(results.length, pages);
    await showNothing(results.length === 0, mine);
    await showSuggestion(Boolean(state.q.trim()) && !found.results.length, mine);
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
    get("facets").hidden = true; // until their values are there: nothing that is seen then moves
    get("facets").replaceChildren(...facets.map((facet) => {
      const made = template("facet-template");
      made.dataset.facet = facet.name;
      made.open = OPEN_FACETS.includes(facet.name) || state.filters.has(facet.name);
      made.querySelector(".facet-name").textContent = facet.label;
      made.querySelector("legend").textContent = facet.label;
      const find = made.querySelector(".facet-find");
      find.querySelector("span").textContent = say("findIn", { facet: facet.label });
      find.querySelector("input").addEventListener("input", () => showFacet(made, facet, facet.counts));
      made.addEventListener("toggle", () => {
        if (made.open && !loaded.has(facet.name)) run();
      });
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
    get("facets").hidden = false;
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
    made.hidden = loaded.has(facet.name) && !values.length && !sought;
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

  // Spelling: the nearest known word for each that is unknown.

  let spelling;

  async function knownWords() {
    if (spelling) return spelling;
    try {
      await loadScript("spelling.js");
    } catch {
      globalThis.riusoSpelling = [];
    }
    spelling = new Map(globalThis.riusoSpelling.map((word) => [words(word).join(""), word]));
    return spelling;
  }

  // The nearest known word, else the longest known words that a compound begins or ends with.
  async function guesses(word) {
    const known = await knownWords();
    const near = nearest(word, known);
    if (near) return [near];
    const parts = [...known.keys()].filter((one) => one.length >= 5 && one !== word
      && (word.startsWith(one) || word.endsWith(one)));
    return parts.sort((a, b) => b.length - a.length).slice(0, 2);
  }

  async function respelled() {
    const known = await knownWords();
    const asked = words(state.q);
    const better = asked.map((word) => (known.has(word) ? word : nearest(word, known) ?? word));
    if (better.join(" ") === asked.join(" ")) return "";
    const found = (await ask(state.filters, better.join(" "))).results[0];
    return found ? better.join(" ") : "";
  }

  function nearest(word, known) {
    const most = word.length < 5 ? 1 : 2;
    let [best, distance] = [undefined, most + 1];
    for (const [plainWord, written] of known) {
      if (Math.abs(plainWord.length - word.length) > most) continue;
      const far = edits(word, plainWord, distance);
      if (far < distance) [best, distance] = [written, far];
    }
    return best;
  }

  // Letters to add, drop, change or swap with the next (optimal string alignment); gives up at `limit`.
  function edits(a, b, limit) {
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) >= limit) return limit;
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  async function showSuggestion(isWanted, mine) {
    const better = isWanted ? await respelled() : "";
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

  async function start() {
    get("q").value = state.q;
    get("status").textContent = say("loading");
    get("filters").open = matchMedia("(min-width: 56.01rem)").matches;
    showActive();
    try {
      [pagefind] = await Promise.all([openSearch(), loadScript(app.dataset.facets)]);
      facets = globalThis.riusoFacets;
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

// The search in the browser: the engine finds, this page shows. Everything a reader chose is in the URL.
"use strict";
/* global riusoAddress, riusoCard, riusoEngine, riusoFilters, riusoNear, riusoWords */

(() => {
  const app = document.getElementById("search-app");
  const get = (id) => document.getElementById(id);

  const PER_PAGE = 12; // each result is a fetch of some 3 KB
  const ENOUGH = 8; // results with every word; with fewer, those with some of the words follow
  const { say, count: counted } = riusoWords;
  const { readState, stateUrl, isUntouched, withFilter } = riusoAddress;
  const facets = globalThis.riusoFacets;
  const { root, top, version } = app.dataset;
  const total = Number(app.dataset.total);
  const everything = [...get("results").children]; // the first page of all, which came with this one
  const engine = riusoEngine({ facets, top, version });
  const near = riusoNear(engine, total);

  let filtering;
  let state = readState();
  let asked = 0;
  let areOpen; // the filters, which are folded on a telephone

  function go(change, { replace = false } = {}) {
    state = { ...state, page: 1, ...change };
    history[replace ? "replaceState" : "pushState"](null, "", stateUrl(state));
    return run();
  }

  async function run() {
    const mine = ++asked;
    get("q").value = state.q;
    // The same search waits in the other languages.
    for (const link of document.querySelectorAll(".languages a")) link.search = location.search;
    get("sort").value = state.sort;
    if (isUntouched(state)) {
      showEverything();
      return;
    }
    if (!engine.isOpen()) get("status").textContent = say("loading");
    try {
      await engine.open(state);
    } catch (error) {
      giveUp(error);
      return;
    }
    await answer(state, mine);
  }

  // The results come first, the numbers of the filters when their pages are there.
  async function answer(question, mine) {
    const isQuery = Boolean(question.q.trim());
    const found = await engine.ask(question);
    let results = await engine.demote(found.results, question);
    Promise.allSettled(pageOf(results, question).map((result) => result.data())); // most often these are shown
    if (await near.isFarFetched(found.results[0], question.q)) results = [];
    const others = isQuery && results.length < ENOUGH ? await near.nearby(results, question) : [];
    const isMissed = !results.length;
    results = [...results, ...others];
    const shown = await Promise.all(pageOf(results, question).map((result) => result.data()));
    if (mine !== asked) return;
    question.page = Math.min(question.page, pagesOf(results.length));
    const given = { root, top, labelOf, publisherPath, isQuery };
    show(shown.map((data) => riusoCard(data, given)), results.length);
    await showNothing(!results.length, mine);
    await showSuggestion(isQuery && isMissed, mine);
    const areSome = isMissed || others.length;
    const counts = await (areSome ? engine.countThese(results) : engine.count(question, filtering.looked(), found));
    if (mine === asked) filtering.show(counts, question.filters);
  }

  function pageOf(results, { page }) {
    const start = (Math.min(page, pagesOf(results.length)) - 1) * PER_PAGE;
    return results.slice(start, start + PER_PAGE);
  }

  // Showing.

  function showEverything() {
    const numbers = ({ values }) => Object.fromEntries(values.map(([value, , number]) => [value, number]));
    show(everything, total);
    filtering.show(Object.fromEntries(facets.map((facet) => [facet.name, numbers(facet)])), state.filters);
    get("nothing").hidden = true;
    get("suggestion").hidden = true;
  }

  function show(cards, found) {
    document.documentElement.classList.remove("is-asked");
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
          go({ filters: withFilter(state.filters, name, value, false) })));
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
          const filters = withFilter(state.filters, name, value, false);
          const left = (await engine.ask({ ...state, filters })).results.length;
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
    const better = isWanted ? await near.respelled(state) : "";
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

  function warmUp() {
    engine.open(state).catch(() => {}); // the search that follows says what is wrong
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
      if (get("filters").open && !areOpen) run();
      areOpen = get("filters").open;
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
    areOpen = matchMedia("(min-width: 56.01rem)").matches;
    get("filters").open = areOpen;
    if (!facets) {
      giveUp(new Error("facets.js can't be read"));
      return;
    }
    filtering = riusoFilters({
      facets,
      isCounted: (name) => isUntouched(state) || engine.isCounted(name),
      choose: (name, value, isOn) => go({ filters: withFilter(state.filters, name, value, isOn) }),
      opened: (name) => isUntouched(state) || engine.isCounted(name) || run(),
    });
    filtering.build(state.filters);
    showActive();
    listen();
    run();
  }

  start();
})();

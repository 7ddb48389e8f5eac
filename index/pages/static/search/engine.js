// Pagefind, or its stand-in where it can't run: what is asked of it, and how its answers are ordered and counted.
"use strict";
/* global riusoEarly */

// A question is `{ q, filters, sort }`: words, the chosen values by facet, the key of an order.
globalThis.riusoEngine = ({ facets, top, version }) => {
  const EVERYTHING = "qqall"; // a word of every page, see templates/software.html
  const RANKED_LOWER = ["never-valid", "archived"];
  const LOWER_BY = 0.4;
  const DESCENDING = ["released", "activity", "users", "vitality"];
  const OPTIONS = {
    ranking: {
      pageLength: 0.4,
      termFrequency: 0.6,
      metaWeights: { title: 8, summary: 4, subjects: 3, publisher: 3, also: 1.5, owners: 2, about: 3, touched: 1, facts: 0, all: 0 },
    },
    excerptLength: 20,
    noWorker: !riusoEarly.isBeside, // a worker is one more script to wait for
    metaCacheTag: riusoEarly.tag,
  };
  const areAnyLower = (facets?.find((one) => one.name === "state")?.values ?? []).some(([value]) => RANKED_LOWER.includes(value));
  const loading = new Map(); // by facet: when Pagefind can count its values
  const loaded = new Set(); // the facets whose values it can count
  let opening; // nobody waits for it before asking something
  let pagefind;

  const termOf = ({ q }) => q.trim() || EVERYTHING;

  function orderOf({ q, sort }) {
    const byName = { name: "asc" };
    if (DESCENDING.includes(sort)) return { [sort]: "desc" };
    return sort === "name" || !q.trim() ? byName : undefined;
  }

  // What Pagefind finds, and the facets that it could count.
  async function ask(question) {
    const filters = Object.fromEntries([...question.filters].map(([name, values]) => [name, { any: [...values] }]));
    const sort = orderOf(question);
    const counted = new Set(loaded);
    return { ...await pagefind.search(termOf(question), { filters, ...(sort ? { sort } : {}) }), counted };
  }

  // Get what answers a question, and the pages of the values of these facets, in one exchange.
  async function load(question, names) {
    const wanting = names.filter((name) => !loading.has(name));
    const filters = Object.fromEntries(wanting.map((name) => [name, { any: [""] }]));
    const done = pagefind.preload(termOf(question), { filters });
    for (const name of wanting) loading.set(name, done);
    await Promise.all([done, ...names.map((name) => loading.get(name))]);
    for (const name of names) loaded.add(name);
  }

  // Open Pagefind and let it get what answers the question. From disk, or where Pagefind was not built, the
  // small index stands in.
  async function open(question) {
    opening ??= start(question);
    pagefind = await opening;
    await load(question, namesFor(question));
  }

  async function start(question) {
    if (location.protocol !== "file:") {
      try {
        const found = await import(new URL(`${top}pagefind/pagefind.js`, location.href).href);
        await found.options(OPTIONS);
        pagefind = found;
        await load(question, namesFor(question)); // fails here where it can't run, and not later
        return found;
      } catch (error) {
        loading.clear();
        loaded.clear();
        console.info("Pagefind can't run here, the small index stands in:", error);
      }
    }
    await Promise.all([loadScript(`${top}static/offline.js?${version}`), loadScript("offline.js")]);
    return globalThis.riusoOffline;
  }

  function namesFor(question) {
    return [...question.filters.keys(), ...(isRanked(question) && areAnyLower ? ["state"] : [])];
  }

  const isRanked = (question) => !orderOf(question);

  // What has errors or is archived comes lower, as in every other list of the catalogue.
  async function demote(results, question) {
    if (!isRanked(question) || !results.length || !areAnyLower) return results;
    const lower = await pagefind.search(termOf(question), { filters: { state: { any: RANKED_LOWER } } });
    const ids = new Set(lower.results.map((result) => result.id));
    const score = (result) => result.score * (ids.has(result.id) ? LOWER_BY : 1);
    return [...results].sort((a, b) => score(b) - score(a));
  }

  // Numbers by facet and value of what was found, for these facets and those with a choice. Those of a facet
  // follow the words and the other facets, not the facet's own values.
  async function count(question, looked, found) {
    const names = [...looked, ...question.filters.keys()];
    let { filters } = found;
    if (!names.every((name) => found.counted.has(name))) {
      await load(question, names);
      ({ filters } = await ask(question));
    }
    const counts = { ...filters };
    for (const name of question.filters.keys()) {
      const others = new Map(question.filters);
      others.delete(name);
      counts[name] = (await ask({ ...question, filters: others })).filters[name] ?? {};
    }
    return counts;
  }

  // The few results at hand tell their own values.
  async function countThese(results) {
    const counts = {};
    for (const { filters } of await Promise.all(results.map((result) => result.data()))) {
      for (const [name, values] of Object.entries(filters)) {
        counts[name] ??= {};
        for (const value of values) counts[name][value] = (counts[name][value] ?? 0) + 1;
      }
    }
    return counts;
  }

  function loadScript(path) {
    return new Promise((resolve, reject) => {
      const made = document.createElement("script");
      made.src = path;
      made.addEventListener("load", resolve);
      made.addEventListener("error", () => reject(new Error(`${path} can't be read`)));
      document.head.append(made);
    });
  }

  return {
    ask,
    count,
    countThese,
    demote,
    isCounted: (name) => loaded.has(name),
    isExact: () => pagefind.isExact,
    isOpen: () => pagefind !== undefined,
    load,
    loadScript,
    open,
  };
};

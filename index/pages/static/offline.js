// A small search for where Pagefind can't run: pages read from disk. It answers as Pagefind does, from the
// rows of search/offline.js; a word is found by its beginning, in titles most of all.
"use strict";
/* global riusoWords */

globalThis.riusoOffline = (() => {
  const WEIGHTS = [8, 4, 3, 1]; // title, summary, publisher, text
  const { words } = riusoWords;
  let rows;

  function load() {
    rows ??= globalThis.riusoOfflineRows.map(([id, title, summary, publisher, facts, filters, sorts, text]) => ({
      id, filters, sorts,
      meta: { title, summary, publisher, facts },
      fields: [title, summary, publisher, text].map(words),
    }));
    return rows;
  }

  function score(row, wanted) {
    let total = 0;
    for (const word of wanted) {
      let best = 0;
      row.fields.forEach((field, at) => {
        for (const one of field) {
          if (one.startsWith(word)) best = Math.max(best, WEIGHTS[at] * (one === word ? 1 : word.length / one.length));
        }
      });
      if (!best) return 0;
      total += best;
    }
    return wanted.length ? total : 1;
  }

  const has = (row, name, values) => values.some((value) => row.filters[name]?.includes(value));

  function search(term, { filters = {}, sort } = {}) {
    const wanted = term === "qqall" ? [] : words(term);
    const found = load()
      .map((row) => ({ row, score: score(row, wanted) }))
      .filter(({ row, score: points }) => points > 0
        && Object.entries(filters).every(([name, { any }]) => has(row, name, any)));
    const counts = {};
    for (const { row } of found) {
      for (const [name, values] of Object.entries(row.filters)) {
        counts[name] ??= {};
        for (const value of values) counts[name][value] = (counts[name][value] ?? 0) + 1;
      }
    }
    const [[by, way] = []] = Object.entries(sort ?? {});
    const at = ["name", "released", "activity", "users", "vitality"].indexOf(by);
    found.sort((a, b) => (at < 0
      ? b.score - a.score
      : (a.row.sorts[at] < b.row.sorts[at] ? -1 : 1) * (way === "desc" ? -1 : 1)));
    return Promise.resolve({
      filters: counts,
      results: found.map(({ row, score: points }) => ({
        id: row.id,
        score: points,
        data: () => Promise.resolve({ url: `software/${row.id}/`, meta: row.meta, filters: row.filters }),
      })),
    });
  }

  return { preload: () => Promise.resolve(), search, isExact: true };
})();

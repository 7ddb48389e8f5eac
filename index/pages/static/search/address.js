// What is asked, as it stands in the URL of the search page: `{ q, filters, sort, page }`.
"use strict";

globalThis.riusoAddress = (() => {
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

  function isUntouched(state) {
    return !state.q.trim() && !state.filters.size && state.sort === "relevance" && state.page === 1;
  }

  function withFilter(chosen, name, value, on) {
    const filters = new Map([...chosen].map(([key, values]) => [key, new Set(values)]));
    const values = filters.get(name) ?? new Set();
    if (on) values.add(value);
    else values.delete(value);
    if (values.size) filters.set(name, values);
    else filters.delete(name);
    return filters;
  }

  return { isUntouched, readState, stateUrl, withFilter };
})();

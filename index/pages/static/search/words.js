// What the interface says, and how words are read: for all parts of the search in the browser.
"use strict";

// Messages by key, with names in braces for what is put in.
globalThis.riusoWords = (() => {
  const messages = JSON.parse(document.getElementById("words").textContent);
  const rules = new Intl.PluralRules(document.documentElement.lang);
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const shown = (value) => (typeof value === "number" ? numbers.format(value) : value);
  const fill = (message, values) => message.replace(/\{(\w+)\}/g, (whole, name) => shown(values[name] ?? whole));
  // A label with soft hyphens in its long words: after how many letters is in search/facets.js.
  const broken = (label, breaks = {}) => label.replace(/\p{L}+/gu, (word) =>
    (Object.hasOwn(breaks, word) ? breaks[word] : []).reduceRight((told, at) => `${told.slice(0, at)}\u00ad${told.slice(at)}`, word));
  return {
    broken,
    say: (key, values = {}) => fill(messages[key] ?? "", values),
    count: (key, number, values = {}) =>
      fill(messages[key][rules.select(number)] ?? messages[key].other, { number, ...values }),
    // The words of a text without accents and capitals.
    words: (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [],
    template: (id) => document.getElementById(id).content.firstElementChild.cloneNode(true),
  };
})();

// The filters beside the results: a facet each, with the number of software that each value holds.
"use strict";
/* global riusoWords */

// `isCounted(name)` tells whether a facet's numbers are known, `choose(name, value, isOn)` takes a choice,
// `opened(name)` is called when a reader opens a facet.
globalThis.riusoFilters = ({ facets, isCounted, choose, opened }) => {
  const SHOWN_VALUES = 8;
  const OPEN = ["category", "country", "license"];
  const { broken, say, template } = riusoWords;
  const panel = document.getElementById("facets");
  const order = new Intl.Collator(document.documentElement.lang);
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  let chosen = new Map();

  function build(first) {
    panel.hidden = true; // until the numbers are there: nothing that is seen then moves
    panel.replaceChildren(...facets.map((facet) => {
      const made = template("facet-template");
      made.dataset.facet = facet.name;
      made.open = OPEN.includes(facet.name) || first.has(facet.name);
      made.querySelector(".facet-name").textContent = facet.label;
      made.querySelector("legend").textContent = facet.label;
      const find = made.querySelector(".facet-find");
      find.querySelector("span").textContent = say("findIn", { facet: facet.label });
      find.querySelector("input").addEventListener("input", () => showFacet(made, facet, facet.counts));
      made.addEventListener("toggle", () => {
        if (made.open && !panel.hidden) opened(facet.name);
      });
      made.querySelector(".more").addEventListener("click", () => {
        facet.all = true;
        showFacet(made, facet, facet.counts);
        made.querySelectorAll("input[type=checkbox]")[SHOWN_VALUES]?.focus();
      });
      return made;
    }));
  }

  // `counts` are numbers by facet and value, `filters` the chosen values by facet.
  function show(counts, filters) {
    chosen = filters;
    panel.hidden = false;
    for (const made of panel.children) {
      const facet = facets.find((one) => one.name === made.dataset.facet);
      showFacet(made, facet, counts[facet.name] ?? {});
    }
  }

  function showFacet(made, facet, counts) {
    facet.counts = counts;
    const own = chosen.get(facet.name) ?? new Set();
    const sought = made.querySelector(".facet-find input").value.trim().toLowerCase();
    const left = facet.values
      .map(([value, label]) => ({ value, label, number: counts[value] ?? 0, on: own.has(value) }))
      .filter((one) => one.number || one.on);
    const values = left
      .filter((one) => one.label.toLowerCase().includes(sought))
      .sort((a, b) => b.on - a.on || b.number - a.number || order.compare(a.label, b.label));
    const find = made.querySelector(".facet-find");
    find.hidden = left.length <= SHOWN_VALUES * 2 && !sought;
    find.querySelector("input").placeholder = say("findAmong", { number: left.length });
    const shown = facet.all || sought ? values : values.slice(0, Math.max(SHOWN_VALUES, own.size));
    const focused = document.activeElement?.dataset?.value;
    const hadFocus = made.contains(document.activeElement);
    made.querySelector(".options").replaceChildren(...shown.map((one) => option(facet, one)));
    const more = made.querySelector(".more");
    more.hidden = shown.length === values.length;
    more.textContent = say("showAll", { number: values.length });
    made.hidden = isCounted(facet.name) && !values.length && !sought;
    if (hadFocus && focused !== undefined) {
      [...made.querySelectorAll("input[type=checkbox]")].find((box) => box.dataset.value === focused)?.focus();
    }
  }

  function option(facet, { value, label, number, on }) {
    const made = template("option-template");
    const box = made.querySelector("input");
    box.checked = on;
    box.dataset.value = value;
    box.addEventListener("change", () => choose(facet.name, value, box.checked));
    made.querySelector(".option-name").textContent = broken(label, facet.breaks);
    made.querySelector(".number").textContent = numbers.format(number);
    return made;
  }

  // The facets that a reader looks into.
  function looked() {
    return document.getElementById("filters").open
      ? [...panel.children].filter((made) => made.open).map((made) => made.dataset.facet)
      : [];
  }

  return { build, show, looked };
};

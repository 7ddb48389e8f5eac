// The comparison in the browser: columns from the static JSON, put together. What is compared is in the URL.
"use strict";

(() => {
  const MOST = 6;
  const FIRST = { true: 0, null: 1, false: 2 };
  const get = (id) => document.getElementById(id);
  const app = get("compare-app");
  const { root, top } = app.dataset;
  const page = document.documentElement.lang;
  const { sections, messages, labels } = globalThis.riusoComparison;
  const days = new Intl.DateTimeFormat(page === "en" ? "en-GB" : page, { dateStyle: "long", timeZone: "UTC" });
  const NAMES = { country: "region", language: "language" };

  const given = new URLSearchParams(location.search).getAll("software").flatMap((one) => one.split(","));
  const ids = [...new Set(given.filter(Boolean))];

  // Words.

  const fill = (message, values) => message.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  function say(id, values = {}) {
    const told = Object.fromEntries(Object.entries(values).map(([name, one]) => [name, textOf(one)]));
    return fill(messages[id] ?? id, told);
  }

  function textOf(value) {
    if (typeof value === "boolean") return say(value ? "yes" : "no");
    if (typeof value !== "object" || value === null) return String(value);
    if ("message" in value) return say(value.message, value.values);
    if ("facet" in value) return termOf(value);
    if ("day" in value) return dayOf(value.day);
    return value.text ?? value.url;
  }

  function dayOf(iso) {
    const day = new Date(`${iso}T00:00:00Z`);
    return Number.isNaN(day.valueOf()) ? iso : days.format(day);
  }

  function termOf({ facet, value }) {
    if (facet in NAMES) {
      try {
        const code = facet === "country" ? value.toUpperCase() : value.replaceAll("_", "-");
        return new Intl.DisplayNames(page, { type: NAMES[facet] }).of(code) ?? value;
      } catch {
        return value;
      }
    }
    return labels[facet]?.[value] ?? value;
  }

  // Elements, filled by text only: what comes from a file never becomes markup.

  function element(name, { text, ...attributes } = {}, ...children) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function link(url, text) {
    const isSafe = /^https?:\/\//i.test(url ?? "");
    return isSafe ? element("a", { href: url, rel: "nofollow noopener", text }) : document.createTextNode(text);
  }

  function shown(value) {
    const isObject = typeof value === "object" && value !== null;
    if (isObject && "url" in value) return link(value.url, value.url);
    if (isObject && value.language && value.language.split("-")[0] !== page) {
      return element("span", { lang: value.language, text: value.text });
    }
    return document.createTextNode(textOf(value));
  }

  function cellIn(column, row) {
    const cell = column.cells[row] ?? { state: "not-checked" };
    const spoken = column.spoken[row]?.[page];
    return spoken ? { ...cell, values: spoken } : cell;
  }

  function cellOf(column, row) {
    const cell = cellIn(column, row);
    const made = element("td");
    const values = (cell.values ?? []).map(shown);
    if (values.length > 1) made.append(element("ul", {}, ...values.map((one) => element("li", {}, one))));
    else if (values.length) made.append(values[0]);
    else made.append(element("span", { class: "state", text: say(`state.${cell.state}`) }));
    if (cell.note) made.append(element("p", { class: "note", text: textOf(cell.note) }));
    if (cell.source) {
      const shared = column.sources[cell.source] ?? {};
      const day = "as_of" in cell ? cell.as_of : shared.as_of;
      const where = [say(`origin.${cell.source}`), day && dayOf(day)].filter(Boolean).join(", ");
      const url = "permalink" in cell ? cell.permalink : shared.permalink;
      made.append(element("p", { class: "where" }, link(url, where)));
    }
    return made;
  }

  // Two that say nothing neither differ nor are they the same.
  function differ(columns, row) {
    const cells = columns.map((one) => cellIn(one, row));
    if (!cells.some(({ state }) => state === "value" || state === "declared-none")) return null;
    return new Set(cells.map(({ state, values }) => JSON.stringify([state, values ?? []]))).size > 1;
  }

  function rowOf(columns, [row, question], differs) {
    const head = element("th", { scope: "row", text: question });
    if (differs !== null) head.append(" ", element("span", { class: "mark", text: say(differs ? "differs" : "same") }));
    const made = element("tr", {}, head, ...columns.map((one) => cellOf(one, row)));
    made.classList.toggle("same", differs === false);
    return made;
  }

  function sectionOf(columns, { id, title, intro, rows }) {
    const told = rows.map((row) => ({ row, differs: differ(columns, row[0]) }));
    told.sort((a, b) => FIRST[a.differs] - FIRST[b.differs]);
    const heads = columns.map((one) => element("th", { scope: "col", text: one.name }));
    const table = element("table", {},
      element("thead", {}, element("tr", {}, element("th", { scope: "col", text: say("question") }), ...heads)),
      element("tbody", {}, ...told.map(({ row, differs }) => rowOf(columns, row, differs))));
    return element("section", { class: "part", "aria-labelledby": `${id}-title` },
      element("h2", { id: `${id}-title`, text: title }),
      element("p", { text: intro }),
      element("div", { class: "wide", role: "region", tabindex: "0", "aria-label": title }, table));
  }

  // What is chosen, each with a way to leave it out.

  function chosenOf(column, id, all) {
    const others = all.filter((one) => one !== id).map(encodeURIComponent).join(",");
    const name = element("a", { href: `${root}software/${encodeURIComponent(id)}/index.html`, text: column.name });
    const by = element("span", { class: "by", text: column.publisher });
    const out = element("a", { href: `?software=${others}`, text: "✕", "aria-label": say("page.remove", { name: column.name }) });
    return element("li", {}, name, " ", by, " ", out);
  }

  // From disk nothing can be fetched: there the columns stand in scripts, as index/pages/compared.py writes them.
  async function stored(id) {
    let place = 0;
    for (const character of id) place = (place * 31 + character.codePointAt(0)) % 65521;
    const number = place % Number(app.dataset.scripts);
    const name = `riusoColumns${number}`;
    if (!globalThis[name]) await loaded(`${top}static/columns/${number}.js`).catch(() => {});
    const columns = globalThis[name] ?? {};
    return Object.hasOwn(columns, id) ? columns[id] : null;
  }

  function loaded(url) {
    return new Promise((resolve, reject) => {
      const made = element("script", { src: url });
      made.addEventListener("load", resolve);
      made.addEventListener("error", reject);
      document.head.append(made);
    });
  }

  async function columnOf(id) {
    if (location.protocol === "file:") return stored(id);
    const answer = await fetch(`${top}api/v1/columns/${encodeURIComponent(id)}.json`);
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  async function run() {
    get("needs-script").hidden = true;
    const wanted = ids.slice(0, MOST);
    const found = await Promise.all(wanted.map(columnOf));
    const known = wanted.filter((_, place) => found[place]);
    const columns = found.filter(Boolean);
    const missing = wanted.filter((_, place) => !found[place]);
    const told = [];
    if (missing.length) told.push(say("page.missing", { names: missing.join(", ") }));
    if (ids.length > MOST) told.push(say("page.too-many"));
    get("told").textContent = told.join(" ");
    get("chosen").replaceChildren(...columns.map((one, place) => chosenOf(one, known[place], known)));
    if (known.length) get("add").search = `?compare=${known.map(encodeURIComponent).join(",")}`;
    get("too-few").hidden = columns.length > 1;
    if (columns.length < 2) return;
    get("tables").replaceChildren(...sections.map((one) => sectionOf(columns, one)));
    get("folding").hidden = false;
    document.title = `${say("of", { names: columns.map((one) => one.name).join(", ") })}`;
    for (const one of document.querySelectorAll(".languages a")) one.search = location.search;
  }

  run().catch(() => {
    get("unavailable").hidden = false;
  });
})();

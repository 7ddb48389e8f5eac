// One result of the search in the browser, as a card like those of the lists (templates/macros.html).
"use strict";
/* global riusoWords */

globalThis.riusoCard = (() => {
  const HUES = 12;
  const { say, template } = riusoWords;
  const page = document.documentElement.lang;
  const months = new Intl.DateTimeFormat(page, { year: "numeric", month: "long", timeZone: "UTC" });

  // A result card, filled by text only: what comes from a file never becomes markup.
  function card(data, { root, top, labelOf, publisherPath, isQuery }) {
    const made = template("card-template");
    const { meta, filters } = data;
    const packed = /^x(\d*)u(\d+)(g?)l(\w*)$/.exec(meta.facts ?? "");
    const [, month, users, logo, language] = packed ?? [null, "", "0", "", ""];
    const id = data.url.replace(/\/$/, "").split("/").pop();
    const avatar = made.querySelector(".avatar");
    avatar.classList.add(`hue-${hue(id)}`);
    avatar.querySelector("text").textContent = initials(meta.title ?? "");
    if (logo) avatar.replaceWith(sign(`${top}files/${encodeURIComponent(id)}/logo.webp`));
    const link = made.querySelector(".card-title a");
    link.href = `${root}software/${encodeURIComponent(id)}/index.html`;
    link.firstElementChild.textContent = meta.title;
    fillPublisher(made.querySelector(".card-by"), meta.publisher, publisherPath(filters.publisher?.[0]), root);
    const summary = made.querySelector(".card-summary");
    summary.textContent = meta.summary ?? "";
    const foreign = language && language.split("_")[0] !== page;
    if (foreign) summary.lang = language.replaceAll("_", "-");
    if (isQuery) fillExcerpt(made.querySelector(".card-excerpt"), data);
    fillNote(made.querySelector(".card-note"), filters.state?.[0]);
    const facts = made.querySelector(".card-facts");
    for (const told of licences(filters, labelOf)) facts.append(chip(told));
    const isArchived = filters.state?.[0] === "archived";
    for (const name of isArchived ? ["type"] : ["status", "type"]) {
      if (filters[name]) facts.append(chip(labelOf(name, filters[name][0])));
    }
    if (foreign) facts.append(fact(null, say("in", { language: languageName(language) })));
    if (month) facts.append(fact("clock-icon", say("active", { month: monthName(month) })));
    if (users !== "0") facts.append(fact("users-icon", say("usedBy", { number: Number(users) })));
    made.querySelector(".pick input").value = id;
    made.querySelector(".pick-name").textContent = meta.title ?? "";
    return made;
  }

  function sign(address) {
    const made = Object.assign(new Image(48, 48), { className: "avatar avatar-logo", alt: "", loading: "lazy" });
    made.src = address;
    return made;
  }

  // The same as index/pages/cards.py.
  function licences(filters, labelOf) {
    const names = (filters.license ?? []).slice(0, 3);
    const families = names.length ? filters["license-family"] ?? [] : [];
    const kinds = families.filter((one) => one !== "unknown").map((one) => labelOf("license-family", one));
    return names.length === 1 && kinds.length === 1 ? [`${names[0]} · ${kinds[0]}`] : [...names, ...kinds];
  }

  function fillPublisher(into, name, path, root) {
    const link = into.querySelector("a");
    link.firstElementChild.textContent = name ?? "";
    if (path) link.href = root + path;
  }

  function fillExcerpt(into, data) {
    if (!data.excerpt?.includes("<mark>")) return;
    // Pagefind escapes the text and adds <mark>; only that one tag is taken over.
    const parts = data.excerpt.split(/(<mark>.*?<\/mark>)/s);
    into.replaceChildren("… ", ...parts.map((part) => {
      const found = /^<mark>(.*)<\/mark>$/s.exec(part);
      if (!found) return unescapeText(part);
      const mark = document.createElement("mark");
      mark.textContent = unescapeText(found[1]);
      return mark;
    }), " …");
    into.hidden = false;
  }

  function unescapeText(text) {
    return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  }

  function fillNote(into, value) {
    const tones = { invalid: "warn", "never-valid": "bad", stale: "warn", archived: "quiet" };
    if (!tones[value]) return;
    into.classList.add(`tone-${tones[value]}`);
    into.querySelector("span").textContent = say(value);
    into.hidden = false;
  }

  function chip(text) {
    const item = document.createElement("li");
    const made = document.createElement("span");
    made.className = "chip";
    made.textContent = text;
    item.append(made);
    return item;
  }

  function fact(icon, text) {
    const item = document.createElement("li");
    item.className = "fact";
    if (icon) item.append(template(icon));
    item.append(text);
    return item;
  }

  function languageName(tag) {
    const primary = tag.split("_")[0];
    try {
      return new Intl.DisplayNames(page, { type: "language" }).of(primary) ?? primary;
    } catch {
      return primary;
    }
  }

  function monthName(month) {
    return months.format(new Date(`${month.slice(0, 4)}-${month.slice(4, 6)}-15T00:00:00Z`));
  }

  // The same two as index/pages/text.py.
  function initials(name) {
    const all = name.slice(0, 200).match(/\p{L}[\p{L}\p{M}]*|\p{N}+/gu) ?? [];
    const capital = all.filter((word) => [...word][0] !== [...word][0].toLowerCase());
    const words = capital.length > 1 ? capital : all;
    return words.slice(0, 2).map((word) => [...word][0]).join("").toUpperCase().slice(0, 2) || "?";
  }

  function hue(key) {
    return [...key].reduce((sum, character, place) => sum + character.codePointAt(0) * ((place % 7) + 1), 0) % HUES;
  }

  return card;
})();

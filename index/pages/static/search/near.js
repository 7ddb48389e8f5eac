// What is near where the words themselves are not all found: other languages, other spellings, some of the words.
"use strict";
/* global riusoWords */

// `engine` is what search/engine.js makes; its stand-in for Pagefind is exact, finds nothing far-fetched.
// `total` is the number of software.
globalThis.riusoNear = (engine, total) => {
  const MOST_NEARBY = 30;
  const MOST_WORDS = 12;
  const MOST_TOGETHER = 3; // words of one name
  const LEAST_COVERED = 0.3;
  const MEANT = 0.8; // what another name for the same counts
  const GUESSED = 0.6; // what a respelled word, or a part of one, counts
  const SEARCHED_META = ["title", "summary", "subjects", "publisher", "also", "owners"];
  const LETTERS = { ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };
  const { words } = riusoWords;
  let spelling;
  let meanings;

  // As names are written in meanings.js; Pagefind keeps these letters as they are.
  function folded(word) {
    return word.replace(/[ßøæœłđðþı]/g, (letter) => LETTERS[letter]);
  }

  // Where no word begins with what was typed, Pagefind takes the longest word that what was typed begins
  // with: for "aquarium" that may be "a". One look at what it matched tells; all results share it.
  async function isFarFetched(result, typed) {
    if (!typed.trim() || !result || engine.isExact()) return false;
    const data = await result.data();
    const content = (data.raw_content ?? data.content ?? "").split(/\s+/);
    const matched = (data.locations ?? []).map((place) => content[place] ?? "");
    const known = words([...matched, ...SEARCHED_META.map((name) => data.meta[name] ?? "")].join(" "));
    return words(typed).some((word) => {
      const half = word.slice(0, Math.max(2, Math.floor(word.length / 2)));
      return !known.some((one) => one.startsWith(half));
    });
  }

  async function exactly(question, word) {
    const { results } = await engine.ask({ ...question, q: word });
    return (await isFarFetched(results[0], word)) ? [] : results;
  }

  // Software that answers some of the words, best first. A rare word counts more than one that is everywhere;
  // another name for the same thing, in any language, counts nearly as much as the word itself.
  async function nearby(already, question) {
    const known = new Set(already.map((result) => result.id));
    const points = new Map();
    const slots = await slotsOf(question.q);
    let whole = 0;
    const tell = (found) => {
      for (const [id, { result, share, weight }] of found) {
        if (known.has(id)) continue;
        const one = points.get(id) ?? { result, total: 0, covered: 0 };
        one.total += weight * share;
        one.covered += weight;
        points.set(id, one);
      }
    };
    for (const slot of slots) {
      const found = await answers(slot, question);
      tell(found);
      whole += Math.max(0, ...[...found.values()].map((one) => one.weight)) || rarity(0);
    }
    const said = slots.flatMap((slot) => slot.words);
    for (const joined of said.slice(1).map((word, at) => said[at] + word)) {
      tell(shares(await exactly(question, joined), said.length));
    }
    return [...points.values()]
      .map((one) => ({ ...one, share: Math.min(1, one.covered / whole) }))
      .filter((one) => one.share >= LEAST_COVERED)
      .sort((a, b) => b.total * b.share - a.total * a.share)
      .slice(0, Math.max(0, MOST_NEARBY - already.length))
      .map((one) => one.result);
  }

  function rarity(number) {
    return Math.log(1 + (total || 1) / Math.max(1, number));
  }

  function shares(results, worth) {
    const best = Math.max(...results.map((result) => result.score), 1e-9);
    const weight = rarity(results.length) * worth;
    return new Map(results.map((result) => [result.id, { result, weight, share: 0.5 + result.score / best / 2 }]));
  }

  // What answers a slot: by id the result, how well from 0 to 1, and how much that says.
  async function answers(slot, question) {
    const found = new Map();
    const take = (results, worth) => {
      for (const [id, one] of shares(results, worth)) {
        const before = found.get(id);
        if (!before || one.share * one.weight > before.share * before.weight) found.set(id, one);
      }
    };
    take(await exactly(question, slot.words.join(" ")), slot.words.length);
    for (const token of slot.tokens) take((await engine.ask({ ...question, q: token })).results, MEANT * slot.words.length);
    if (!found.size && slot.words.length === 1) {
      for (const other of await guesses(slot.words[0])) take(await exactly(question, other), GUESSED);
    }
    return found;
  }

  // The words that say something, those together that name one thing; a joined pair that is known as one word.
  async function slotsOf(typed) {
    const { names, stopWords } = await knownMeanings();
    const all = words(typed).slice(0, MOST_WORDS);
    const telling = all.filter((word) => !stopWords.has(folded(word)));
    const asked = telling.length ? telling : all;
    const slots = [];
    for (let at = 0; at < asked.length;) {
      let size = Math.min(MOST_TOGETHER, asked.length - at);
      while (size > 1 && !names.has(folded(asked.slice(at, at + size).join(" ")))) size--;
      const said = asked.slice(at, at + size);
      slots.push({ words: said, tokens: named(folded(said.join(" ")), names) });
      at += size;
    }
    return slots;
  }

  // The tokens of what a word names, else of what the name most like its beginning stands for.
  function named(said, names) {
    const exact = names.get(said);
    if (exact || said.length < 6) return exact ?? [];
    for (let length = said.length - 1; length >= Math.max(5, said.length - 3); length--) {
      const shorter = names.get(said.slice(0, length));
      if (shorter) return shorter;
    }
    const stem = said.slice(0, Math.max(5, said.length - 2));
    for (const [name, tokens] of names) {
      if (name.startsWith(stem) && name.length <= said.length + 2) return tokens;
    }
    return [];
  }

  // The same words with the nearest known one for each that is unknown; empty where that finds nothing.
  async function respelled(question) {
    const known = await knownWords();
    const asked = words(question.q);
    const better = asked.map((word) => (known.has(word) ? word : nearest(word, known) ?? word)).join(" ");
    if (better === asked.join(" ")) return "";
    return (await engine.ask({ ...question, q: better })).results.length ? better : "";
  }

  async function knownWords() {
    if (spelling) return spelling;
    try {
      await engine.loadScript("spelling.js");
    } catch {
      globalThis.riusoSpelling = [];
    }
    spelling = new Map(globalThis.riusoSpelling.map((word) => [words(word).join(""), word]));
    return spelling;
  }

  // `names` maps each name to the tokens of what it stands for.
  async function knownMeanings() {
    if (meanings) return meanings;
    try {
      await engine.loadScript("meanings.js");
    } catch {
      globalThis.riusoMeanings = { names: {}, stopWords: "" };
    }
    const names = new Map();
    for (const [token, said] of Object.entries(globalThis.riusoMeanings.names)) {
      for (const name of said.split(",")) names.set(name, [...(names.get(name) ?? []), token]);
    }
    meanings = { names, stopWords: new Set(globalThis.riusoMeanings.stopWords.split(" ")) };
    return meanings;
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

  return { isFarFetched, nearby, respelled };
};

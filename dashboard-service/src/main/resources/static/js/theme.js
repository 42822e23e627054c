// @ts-check
/** The stylesheet's colours, for what is painted on a canvas. */

/** @type {Map<string, string>} */
const cache = new Map();
/** @type {Set<() => void>} */
const listeners = new Set();

/** @param {string} name such as "map-land" */
export function colour(name) {
  let value = cache.get(name);
  if (value === undefined) {
    value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    cache.set(name, value);
  }
  return value;
}

/** Called when the system changes between light and dark. @param {() => void} listener */
export function onThemeChange(listener) {
  listeners.add(listener);
}

matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => {
  cache.clear();
  listeners.forEach(listener => listener());
});

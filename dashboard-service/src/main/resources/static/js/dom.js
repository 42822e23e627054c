// @ts-check
/** Making and finding elements. Text only ever goes in as text. */

/** @param {string} id @returns {any} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page must have #${id}`);
  return element;
}

/**
 * @param {string} tag
 * @param {string} [className]
 * @param {string} [text]
 */
export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Writes only what differs: an unchanged text costs no layout. @param {Element} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {string[]} cells @param {string} [tag] */
export function tableRow(cells, tag = 'td') {
  const row = document.createElement('tr');
  for (const cell of cells) row.append(make(tag, '', cell));
  return row;
}

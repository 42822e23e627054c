// @ts-check
/** Reading CSV with Papa Parse, which its own script has put on the window. */

const Papa = /** @type {any} */ (window).Papa;

/**
 * @param {string} text the first line has the names of the columns
 * @returns {{columns: string[], rows: string[][]}}
 */
export function parseCsv(text) {
  const [columns = [], ...rows] = /** @type {string[][]} */ (Papa.parse(text, {skipEmptyLines: true}).data);
  return {columns, rows};
}

/** Where columns of these names are, whatever their case. @param {string[]} columns @param {string[]} names @returns {number[]} -1 for one that is missing */
export function columnsNamed(columns, ...names) {
  const known = columns.map(column => column.toLowerCase());
  return names.map(name => known.indexOf(name));
}

/** A time as Athena writes it, which is UTC. @param {string} text such as 2026-11-23 01:02:03.000 @returns {number} milliseconds, or NaN */
export function utcMillis(text) {
  return Date.parse(`${text.replace(/ UTC$/, '').replace(' ', 'T')}Z`);
}

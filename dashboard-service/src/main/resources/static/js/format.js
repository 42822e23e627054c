// @ts-check
/** Numbers and times as people read them. */

const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const tenths = new Intl.NumberFormat('en', {minimumFractionDigits: 1, maximumFractionDigits: 1});
const compact = new Intl.NumberFormat('en', {notation: 'compact', maximumSignificantDigits: 3});
const POINTS = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'];

/** @param {number} value */
export const count = value => whole.format(value);

/** For a chart's axis: 1,800, but 108K. @param {number} value */
export const brief = value => Math.abs(value) < 10_000 ? whole.format(value) : compact.format(value);

/** @param {number} metresPerSecond NaN when unknown */
export function speed(metresPerSecond) {
  return Number.isNaN(metresPerSecond) ? '–' : `${tenths.format(metresPerSecond)} m/s`;
}

/** @param {number} degrees NaN when unknown */
export function compass(degrees) {
  return Number.isNaN(degrees) ? '–' : POINTS[Math.round(degrees / 45) % 8];
}

/** @param {number} degrees NaN when unknown */
export function heading(degrees) {
  return Number.isNaN(degrees) ? '–' : `${Math.round(degrees)}° ${compass(degrees)}`;
}

/** How long ago, in two parts at most. @param {number} millis */
export function age(millis) {
  const seconds = Math.max(0, millis) / 1000;
  if (seconds < 10) return `${tenths.format(seconds)} s`;
  if (seconds < 120) return `${Math.floor(seconds)} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

/** @param {number} latitude @param {number} longitude */
export function position(latitude, longitude) {
  const north = `${Math.abs(latitude).toFixed(4)}\u00a0${latitude < 0 ? 'S' : 'N'}`;
  const east = `${Math.abs(longitude).toFixed(4)}\u00a0${longitude < 0 ? 'W' : 'E'}`;
  return `${north} ${east}`;
}

/** @param {number} size */
export function bytes(size) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 || size >= 100 ? whole.format(size) : tenths.format(size)} ${units[unit]}`;
}

/** @param {string | number} time */
export function clock(time) {
  return new Date(time).toLocaleTimeString('en-GB', {hour: '2-digit', minute: '2-digit'});
}

/** @param {string | number} time */
export function day(time) {
  return new Date(time).toLocaleDateString('en-GB', {day: 'numeric', month: 'short'});
}

/** To the second, in UTC as the archive has it. @param {number} time */
export function utc(time) {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** @param {string | number} time */
export function dateTime(time) {
  return new Date(time).toLocaleString('en-GB', {dateStyle: 'medium', timeStyle: 'medium'});
}

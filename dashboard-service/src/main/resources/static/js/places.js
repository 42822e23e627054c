// @ts-check
/**
 * Names on the bundled map: oceans, countries and places, put for each zoom where they do not overlap. All of a zoom are put at
 * once, so that neighbouring tiles agree and no tile's edge cuts a name.
 *
 * @typedef {{name: string, x: number, y: number, room: number}} Country x and y as {@link mercator} gives them; `room` is how
 *   wide the country is there
 * @typedef {[name: string, longitude: number, latitude: number, population: number]} City
 * @typedef {'water' | 'country' | 'city' | 'town' | 'village'} Kind
 * @typedef {{text: string, kind: Kind, x: number, y: number, dot: boolean}} Label x and y in pixels of the world, for its middle
 * @typedef {Label & {half: number}} Put with half of the width that it takes up
 */
import {mercator} from './fleet.js';

const TILE = 256;
const GAP = 7;
/** The least population of a place to be named, by zoom. */
const LEAST_POPULATION = [1e8, 1e8, 8e6, 4e6, 1.5e6, 7e5, 3e5, 1.5e5, 8e4, 5e4, 4e4, 1e4, 0];
/** Farther in than this, countries and seas are no help. */
const LAST_COUNTRY_ZOOM = 7;
const LAST_DOT_ZOOM = 8;
/** @type {[string, number, number, number][]} name, latitude, longitude, from which zoom on */
const WATERS = [
  ['Pacific Ocean', 8, -140, 2], ['Pacific Ocean', -28, -120, 3], ['Pacific Ocean', 18, 162, 3], ['Atlantic Ocean', 31, -43, 2],
  ['Atlantic Ocean', -22, -18, 2], ['Indian Ocean', -22, 80, 2], ['Southern Ocean', -60, 40, 3], ['Arctic Ocean', 78, 165, 3],
  ['Mediterranean Sea', 34.6, 18.5, 4], ['Caribbean Sea', 15, -75, 4], ['Arabian Sea', 15, 64, 4], ['Bay of Bengal', 14, 88, 4],
  ['North Sea', 56.6, 3.2, 5], ['Black Sea', 43.2, 34.2, 5], ['Labrador Sea', 58, -53, 4], ['Norwegian Sea', 67, 2, 4],
  ['Coral Sea', -17, 155, 4], ['Tasman Sea', -38, 160, 4],
];

/** @type {Record<Kind, {font: string, colour: string, alpha: number, spacing: number}>} */
export const STYLES = {
  water: {font: 'italic 500 12px system-ui, sans-serif', colour: 'map-label', alpha: 0.8, spacing: 1.5},
  country: {font: '600 11px system-ui, sans-serif', colour: 'map-label', alpha: 0.85, spacing: 1.6},
  city: {font: '600 13px system-ui, sans-serif', colour: 'map-label', alpha: 1, spacing: 0},
  town: {font: '500 12px system-ui, sans-serif', colour: 'map-label', alpha: 1, spacing: 0},
  village: {font: '500 11px system-ui, sans-serif', colour: 'map-label', alpha: 0.9, spacing: 0},
};

/** @param {CanvasRenderingContext2D} context @param {Kind} kind */
export function useStyle(context, kind) {
  context.font = STYLES[kind].font;
  // Not every browser spaces letters; it is an ornament.
  context.letterSpacing = `${STYLES[kind].spacing}px`;
}

export class Labels {
  /** @param {City[]} cities most populous first @param {Country[]} countries */
  constructor(cities, countries) {
    this.cities = cities;
    this.countries = countries;
    /** @type {Map<number, Map<string, Put[]>>} for each zoom, the labels that touch a tile, by its column and row */
    this.byZoom = new Map();
    this.context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  }

  /** Those that touch a tile. @param {number} zoom whole @param {number} column @param {number} row @returns {Put[]} */
  of(zoom, column, row) {
    let tiles = this.byZoom.get(zoom);
    if (!tiles) {
      tiles = this.put(zoom);
      this.byZoom.set(zoom, tiles);
    }
    return tiles.get(`${column},${row}`) ?? [];
  }

  /**
   * Whether no name is in a box, in pixels of the world.
   * @param {number} zoom whole @param {number} x @param {number} y @param {number} width @param {number} height
   */
  isFree(zoom, x, y, width, height) {
    for (let column = Math.floor(x / TILE); column <= (x + width) / TILE; column++) {
      for (let row = Math.floor(y / TILE); row <= (y + height) / TILE; row++) {
        const taken = this.of(zoom, column % 2 ** zoom, row).some(label =>
          label.x + label.half > x && label.x - label.half < x + width && label.y + 14 > y && label.y - 8 < y + height);
        if (taken) return false;
      }
    }
    return true;
  }

  /** @param {number} zoom */
  put(zoom) {
    const size = TILE * 2 ** zoom;
    const columns = 2 ** zoom;
    /** @type {Map<string, Put[]>} */
    const tiles = new Map();
    /** @param {string} text @param {Kind} kind @param {number} x @param {number} y @param {boolean} dot @param {number} most how wide it may be */
    const place = (text, kind, x, y, dot, most = Infinity) => {
      useStyle(this.context, kind);
      const half = this.context.measureText(text).width / 2 + GAP;
      if (half * 2 > most) return;
      const label = {text, kind, x: Math.round(x * size), y: Math.round(y * size) - (dot ? 10 : 0), dot, half};
      /** @type {string[]} */
      const touched = [];
      for (let column = Math.floor((label.x - half) / TILE); column <= (label.x + half) / TILE; column++) {
        for (let row = Math.floor((label.y - 12) / TILE); row <= (label.y + 14) / TILE; row++) {
          touched.push(`${(column + columns) % columns},${row}`);
        }
      }
      const overlaps = touched.some(key => tiles.get(key)?.some(other =>
        Math.abs(other.x - label.x) < other.half + half && Math.abs(other.y - label.y) < 20));
      if (overlaps) return;
      for (const key of touched) {
        const labels = tiles.get(key);
        if (labels) labels.push(label);
        else tiles.set(key, [label]);
      }
    };
    if (zoom <= LAST_COUNTRY_ZOOM) {
      for (const {name, x, y, room} of this.countries) place(name.toUpperCase(), 'country', x, y, false, room * size * 1.05);
      for (const [name, latitude, longitude, from] of WATERS) {
        if (zoom >= from) place(name, 'water', (longitude + 180) / 360, mercator(latitude), false);
      }
    }
    const least = LEAST_POPULATION[Math.min(LEAST_POPULATION.length - 1, zoom)];
    for (const [name, longitude, latitude, population] of this.cities) {
      if (population < least) break;
      const kind = population > 1e6 ? 'city' : population > 1e5 ? 'town' : 'village';
      place(name, kind, (longitude + 180) / 360, mercator(latitude), zoom <= LAST_DOT_ZOOM);
    }
    return tiles;
  }
}

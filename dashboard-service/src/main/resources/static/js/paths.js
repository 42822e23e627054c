// @ts-check
/**
 * Paths of a query's answer on the map: a line for each unicorn, from its first position to its last.
 *
 * @typedef {import('./query.js').Column} Column
 */
import {columnsNamed, parseCsv} from './csv.js';
import {byId, setText} from './dom.js';
import {count} from './format.js';
import {L} from './leaflet.js';
import {colour, onThemeChange} from './theme.js';

/** More points than this are thinned out: the eye cannot tell, the drawing can. */
const MOST_POINTS = 50_000;
/** The best told apart of the page's colours, over again when there are more paths. */
const COLOURS = ['accent', 'good', 'weak', 'health', 'low'];

/** Whether rows of these columns can be drawn. @param {Column[]} columns */
export const hasPath = columns => !columnsNamed(columns.map(column => column.name), 'latitude', 'longitude').includes(-1);

/**
 * @param {string} csv an answer with latitude and longitude
 * @returns {Map<string, [number, number][]>} the points of each unicorn in the answer's order; '' is the name when it has none
 */
export function pathsOf(csv) {
  const {columns, rows} = parseCsv(csv);
  const [name, latitude, longitude] = columnsNamed(columns, 'name', 'latitude', 'longitude');
  /** @type {Map<string, [number, number][]>} */
  const paths = new Map();
  const every = Math.ceil(rows.length / MOST_POINTS);
  rows.forEach((row, i) => {
    if (row[latitude] === '' || row[longitude] === '' || i % every !== 0) return;
    const who = name < 0 ? '' : row[name];
    const points = paths.get(who);
    const point = /** @type {[number, number]} */ ([Number(row[latitude]), Number(row[longitude])]);
    if (points) points.push(point);
    else paths.set(who, [point]);
  });
  return paths;
}

export class Paths {
  /** @param {any} map Leaflet's */
  constructor(map) {
    this.map = map;
    this.renderer = L.canvas({padding: 0.3});
    this.group = L.featureGroup();
    /** @type {Map<string, [number, number][]>} */
    this.paths = new Map();
    byId('plotted-clear').addEventListener('click', () => this.clear());
    onThemeChange(() => this.paint());
  }

  /** @param {Map<string, [number, number][]>} paths @param {string} title */
  show(paths, title) {
    this.paths = paths;
    const points = [...paths.values()].reduce((sum, path) => sum + path.length, 0);
    setText(byId('plotted-text'), `${title}: ${count(points)} positions`);
    byId('plotted').hidden = false;
    this.group.addTo(this.map);
    this.paint();
    if (points > 0) this.map.fitBounds(this.group.getBounds(), {padding: [60, 60], maxZoom: 15, animate: false});
  }

  paint() {
    this.group.clearLayers();
    const {renderer} = this;
    let i = 0;
    for (const points of this.paths.values()) {
      const stroke = colour(COLOURS[i++ % COLOURS.length]);
      const line = {renderer, interactive: false, color: stroke, weight: 3, opacity: 0.9};
      for (const part of parts(points)) L.polyline(part, line).addTo(this.group);
      const end = {renderer, interactive: false, radius: 5, weight: 2, color: colour('map-halo'), fillOpacity: 1};
      L.circleMarker(points[0], {...end, fillColor: colour('surface'), color: stroke}).addTo(this.group);
      L.circleMarker(points[points.length - 1], {...end, fillColor: stroke}).addTo(this.group);
    }
  }

  clear() {
    this.paths = new Map();
    this.group.clearLayers().remove();
    byId('plotted').hidden = true;
  }
}

/** Where a path crosses 180° it is two, for a line would run round the world. @param {[number, number][]} points */
function parts(points) {
  const all = [[points[0]]];
  for (let i = 1; i < points.length; i++) {
    if (Math.abs(points[i][1] - points[i - 1][1]) > 180) all.push([points[i]]);
    else all[all.length - 1].push(points[i]);
  }
  return all;
}

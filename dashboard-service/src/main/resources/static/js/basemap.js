// @ts-check
/**
 * The map beneath the fleet, painted from bundled data: no tile server, no internet. Land, borders, a fine sea around New
 * York, a grid, and the names of places.
 */
import {L} from './leaflet.js';
import {mercator} from './fleet.js';
import {colour, onThemeChange} from './theme.js';

/** Nearer than this the coarse coast of the world is replaced, where there is a finer one. */
const FINE_ZOOM = 8;

/**
 * A closed line in map coordinates, x and y alternating, with its box.
 * @typedef {{points: Float64Array, west: number, east: number, north: number, south: number}} Ring
 */

/** @param {number[][]} coordinates longitude, latitude; unwrapped where they jump across 180° @returns {Ring} */
function ring(coordinates) {
  /** @type {number[]} */
  const points = [];
  let shift = 0;
  for (let i = 0; i < coordinates.length; i++) {
    const [longitude, latitude] = coordinates[i];
    if (i > 0) {
      const jump = longitude - coordinates[i - 1][0];
      if (jump > 180) shift -= 360;
      else if (jump < -180) shift += 360;
    }
    points.push((longitude + shift + 180) / 360, mercator(latitude));
  }
  if (shift !== 0) {
    // It goes round a pole (Antarctica): closed along the map's edge.
    points.push(points[points.length - 2], 1, points[0], 1);
  }
  let west = Infinity, east = -Infinity, north = Infinity, south = -Infinity;
  for (let i = 0; i < points.length; i += 2) {
    west = Math.min(west, points[i]);
    east = Math.max(east, points[i]);
    north = Math.min(north, points[i + 1]);
    south = Math.max(south, points[i + 1]);
  }
  return {points: Float64Array.from(points), west, east, north, south};
}

/** Reads TopoJSON: rings of land, and the lines that two countries share. @param {any} topology */
function world(topology) {
  const {scale, translate} = topology.transform;
  const arcs = topology.arcs.map((/** @type {number[][]} */ arc) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  const uses = new Uint8Array(arcs.length);
  /** @type {Ring[]} */
  const land = [];
  /** @param {number[]} indices */
  const addRing = indices => {
    /** @type {number[][]} */
    const line = [];
    for (const index of indices) {
      const at = index < 0 ? ~index : index;
      uses[at]++;
      const arc = index < 0 ? arcs[at].slice().reverse() : arcs[at];
      line.push(...(line.length ? arc.slice(1) : arc));
    }
    land.push(ring(line));
  };
  for (const country of topology.objects.countries.geometries) {
    const polygons = country.type === 'Polygon' ? [country.arcs] : country.arcs ?? [];
    for (const polygon of polygons) polygon.forEach(addRing);
  }
  const borders = arcs
    .filter((/** @type {any} */ _, /** @type {number} */ i) => uses[i] > 1)
    .filter((/** @type {number[][]} */ arc) => arc.every((p, i) => i === 0 || Math.abs(p[0] - arc[i - 1][0]) < 180))
    .map(ring);
  return {land, borders};
}

/** @param {string} path */
const load = path => fetch(path).then(response => response.json());

/** Draws rings that touch a tile; leaves out points that would fall on the pixel of the one before. */
class Pen {
  /** @param {CanvasRenderingContext2D} context @param {number} size of the world, in pixels @param {number} left @param {number} top @param {number} width */
  constructor(context, size, left, top, width) {
    Object.assign(this, {context, size, left, top});
    this.west = left / size;
    this.east = (left + width) / size;
    this.north = top / size;
    this.south = (top + width) / size;
  }

  /** @param {Ring[]} rings @param {boolean} close */
  trace(rings, close) {
    const {context, size, left, top} = /** @type {any} */ (this);
    context.beginPath();
    for (const {points, west, east, north, south} of rings) {
      if (south < this.north || north > this.south) continue;
      for (let copy = -1; copy <= 1; copy++) {
        if (east + copy < this.west || west + copy > this.east) continue;
        let lastX = Infinity, lastY = Infinity;
        for (let i = 0; i < points.length; i += 2) {
          const x = (points[i] + copy) * size - left;
          const y = points[i + 1] * size - top;
          if (i === 0) context.moveTo(x, y);
          else if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.8 && i < points.length - 2) continue;
          else context.lineTo(x, y);
          lastX = x;
          lastY = y;
        }
        if (close) context.closePath();
      }
    }
  }
}

const Ground = L.GridLayer.extend({
  options: {updateWhenZooming: false, keepBuffer: 3, className: 'ground', noWrap: false},

  /** @param {any} options @param {any} data */
  initialize(options, data) {
    L.setOptions(this, options);
    this.data = data;
  },

  createTile(/** @type {any} */ coords) {
    const pixel = Math.min(2, devicePixelRatio || 1);
    const {x: width, y: height} = this.getTileSize();
    const canvas = document.createElement('canvas');
    canvas.width = width * pixel;
    canvas.height = height * pixel;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', {alpha: false}));
    context.scale(pixel, pixel);
    this.paint(context, coords, width);
    return canvas;
  },

  paint(/** @type {CanvasRenderingContext2D} */ context, /** @type {any} */ coords, /** @type {number} */ width) {
    const tiles = 2 ** coords.z;
    const column = ((coords.x % tiles) + tiles) % tiles;
    const pen = new Pen(context, width * tiles, column * width, coords.y * width, width);
    context.fillStyle = colour('map-water');
    context.fillRect(0, 0, width, width);
    this.paintGrid(context, coords, width, column);

    const {world: {land, borders}, seas} = this.data;
    const fine = coords.z >= FINE_ZOOM && seas.some((/** @type {Ring} */ r) =>
      r.west < pen.east && r.east > pen.west && r.north < pen.south && r.south > pen.north);
    context.lineJoin = 'round';
    context.fillStyle = colour('map-land');
    context.strokeStyle = colour('map-land-edge');
    context.lineWidth = 1;
    pen.trace(land, true);
    if (coords.z < 5) {
      context.fill();
    } else {
      context.fill();
      context.stroke();
    }
    context.strokeStyle = colour('map-border');
    context.lineWidth = coords.z < 5 ? 0.7 : 1.2;
    pen.trace(borders, false);
    context.stroke();
    if (fine) this.paintFine(context, pen, seas);
  },

  /** Land over the whole box, then the sea with its islands as holes. */
  paintFine(/** @type {CanvasRenderingContext2D} */ context, /** @type {any} */ pen, /** @type {Ring[]} */ seas) {
    const box = seas[0];
    const [x, y] = [box.west * pen.size - pen.left, box.north * pen.size - pen.top];
    const [width, height] = [(box.east - box.west) * pen.size, (box.south - box.north) * pen.size];
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.fillStyle = colour('map-land');
    context.fill();
    pen.trace(seas, true);
    context.fillStyle = colour('map-water');
    context.fill('evenodd');
    pen.trace(seas.slice(1), true);
    context.strokeStyle = colour('map-land-edge');
    context.lineWidth = 1;
    context.stroke();
    context.restore();
  },

  paintGrid(/** @type {CanvasRenderingContext2D} */ context, /** @type {any} */ coords, /** @type {number} */ width, /** @type {number} */ column) {
    const step = [30, 30, 30, 10, 10, 5, 2, 1, 1, 0.5, 0.2, 0.1, 0.1, 0.05][coords.z] ?? 0.02;
    const size = width * 2 ** coords.z;
    context.strokeStyle = colour('map-grid');
    context.lineWidth = 1;
    context.beginPath();
    const west = column * width / size * 360 - 180;
    const east = (column + 1) * width / size * 360 - 180;
    for (let i = Math.ceil(west / step); i * step <= east; i++) {
      const x = Math.round((i * step + 180) / 360 * size - column * width) + 0.5;
      context.moveTo(x, 0);
      context.lineTo(x, width);
    }
    const north = latitudeAt(coords.y * width / size);
    const south = latitudeAt((coords.y + 1) * width / size);
    for (let i = Math.ceil(south / step); i * step <= north; i++) {
      const y = Math.round(mercator(i * step) * size - coords.y * width) + 0.5;
      context.moveTo(0, y);
      context.lineTo(width, y);
    }
    context.stroke();
  },
});

/** @param {number} y as {@link mercator} gives it */
const latitudeAt = y => Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI;

/** The least population of a place to be named, by zoom. */
const LEAST_POPULATION = [1e8, 1e8, 8e6, 4e6, 2.5e6, 1e6, 5e5, 2.5e5, 1e5, 1e5, 6e4, 3e4, 0];

/**
 * Names of places as points to be labelled, largest first.
 * @typedef {{name: string, x: number, y: number, population: number}} Place
 */

/**
 * Adds the basemap to the map.
 * @param {any} map
 * @returns {Promise<Place[]>} the places, which the fleet's own layer paints so that no tile's edge cuts a name
 */
export async function addBasemap(map) {
  const [topology, sea, cities] = await Promise.all(
    ['/map/countries-50m.json', '/map/nyc-seas.geojson', '/map/cities.json'].map(load));
  const data = {
    world: world(topology),
    seas: sea.geometry.coordinates.flat().map(ring),
  };
  const ground = new Ground({}, data);
  ground.addTo(map);
  onThemeChange(() => ground.redraw());
  return cities.map((/** @type {[string, number, number, number]} */ [name, longitude, latitude, population]) =>
    ({name, x: (longitude + 180) / 360, y: mercator(latitude), population}));
}

/** @param {number} zoom */
export const leastPopulation = zoom => LEAST_POPULATION[Math.min(LEAST_POPULATION.length - 1, Math.floor(zoom))];

// @ts-check
/**
 * The map beneath the fleet, painted from bundled data: no tile server, no internet. Land, borders, a fine sea around New
 * York, a grid with its degrees, and the names of countries, seas and places.
 */
import {L} from './leaflet.js';
import {mercator} from './fleet.js';
import {Labels, STYLES, useStyle} from './places.js';
import {colour, onThemeChange} from './theme.js';

/** Nearer than this the coarse coast of the world is replaced, where there is a finer one. */
const FINE_ZOOM = 8;
/** From here on there is so little else on most of the land that the grid is painted over it, with its degrees. */
const GRID_ZOOM = 6;
/** Degrees between two lines of the grid, by zoom: some hundred pixels. */
const GRID_STEP = [30, 30, 30, 10, 10, 10, 5, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.005];

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

/**
 * Where the name of a land fits best: on the widest part, not too far from its middle, of one of some lines across it.
 * @param {Ring} ring
 * @returns {{x: number, y: number, room: number}} as {@link mercator} gives it
 */
function widest({points, west, north, south}) {
  const best = {x: west, y: north, room: 0};
  let score = 0;
  for (let part = 0.2; part < 0.81; part += 0.06) {
    const y = north + part * (south - north);
    /** @type {number[]} */
    const crossings = [];
    for (let i = 0; i + 3 < points.length; i += 2) {
      const [x0, y0, x1, y1] = [points[i], points[i + 1], points[i + 2], points[i + 3]];
      if ((y0 > y) !== (y1 > y)) crossings.push(x0 + (y - y0) / (y1 - y0) * (x1 - x0));
    }
    crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const room = crossings[i + 1] - crossings[i];
      const weighted = room * (1.2 - Math.abs(part - 0.5));
      if (weighted > score) {
        score = weighted;
        Object.assign(best, {x: crossings[i] + room / 2, y, room});
      }
    }
  }
  return best;
}

/** Reads TopoJSON: rings of land, the lines that two countries share, and where a country's name goes. @param {any} topology */
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
    return land[land.length - 1];
  };
  /** @type {import('./places.js').Country[]} */
  const countries = [];
  for (const country of topology.objects.countries.geometries) {
    const polygons = country.type === 'Polygon' ? [country.arcs] : country.arcs ?? [];
    const outlines = polygons.map((/** @type {number[][]} */ polygon) => polygon.map(addRing)[0]);
    const area = (/** @type {Ring} */ r) => (r.east - r.west) * (r.south - r.north);
    const largest = outlines.reduce((/** @type {Ring} */ a, /** @type {Ring} */ b) => area(b) > area(a) ? b : a, outlines[0]);
    if (largest) countries.push({name: country.properties.name, ...widest(largest)});
  }
  countries.sort((a, b) => b.room - a.room);
  const borders = arcs
    .filter((/** @type {any} */ _, /** @type {number} */ i) => uses[i] > 1)
    .filter((/** @type {number[][]} */ arc) => arc.every((p, i) => i === 0 || Math.abs(p[0] - arc[i - 1][0]) < 180))
    .map(ring);
  return {land, borders, countries};
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
  options: {updateWhenZooming: false, keepBuffer: 3, className: 'ground', noWrap: false, zIndex: 1},

  /** @param {any} options @param {{land: Ring[], borders: Ring[], seas: Ring[], labels: Labels}} data */
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
    const {z: zoom, y: row} = coords;
    const tiles = 2 ** zoom;
    const column = ((coords.x % tiles) + tiles) % tiles;
    const pen = new Pen(context, width * tiles, column * width, row * width, width);
    context.fillStyle = colour('map-water');
    context.fillRect(0, 0, width, width);
    const grid = gridOf(pen, zoom);
    if (zoom < GRID_ZOOM) this.paintGrid(context, grid, 'map-grid', width);

    const {land, borders, seas, labels} = this.data;
    const fine = zoom >= FINE_ZOOM && seas.some((/** @type {Ring} */ r) =>
      r.west < pen.east && r.east > pen.west && r.north < pen.south && r.south > pen.north);
    context.lineJoin = 'round';
    context.fillStyle = colour('map-land');
    pen.trace(land, true);
    context.fill();
    context.strokeStyle = colour('map-land-edge');
    context.lineWidth = zoom < 5 ? 0.6 : 1;
    context.stroke();
    context.strokeStyle = colour('map-border');
    context.lineWidth = zoom < 5 ? 0.8 : 1.3;
    pen.trace(borders, false);
    context.stroke();
    if (fine) this.paintFine(context, pen, seas);
    if (zoom >= GRID_ZOOM) {
      context.globalAlpha = 0.4;
      this.paintGrid(context, grid, 'map-land-edge', width);
      context.globalAlpha = 1;
      this.paintDegrees(context, grid, pen, zoom);
    }
    this.paintLabels(context, labels.of(zoom, column, row), pen);
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
    // Not along the box, where the land goes on outside of it.
    context.beginPath();
    context.rect(x + 1, y + 1, width - 2, height - 2);
    context.clip();
    pen.trace(seas.slice(1), true);
    context.strokeStyle = colour('map-land-edge');
    context.lineWidth = 1;
    context.stroke();
    context.restore();
  },

  paintGrid(/** @type {CanvasRenderingContext2D} */ context, /** @type {Grid} */ {meridians, parallels}, /** @type {string} */ name, /** @type {number} */ width) {
    context.strokeStyle = colour(name);
    context.lineWidth = 1;
    context.beginPath();
    for (const {at} of meridians) {
      context.moveTo(at + 0.5, 0);
      context.lineTo(at + 0.5, width);
    }
    for (const {at} of parallels) {
      context.moveTo(0, at + 0.5);
      context.lineTo(width, at + 0.5);
    }
    context.stroke();
  },

  /** Latitude and longitude where two lines cross, unless there is a name. */
  paintDegrees(/** @type {CanvasRenderingContext2D} */ context, /** @type {Grid} */ {meridians, parallels, digits}, /** @type {any} */ {size, left, top}, /** @type {number} */ zoom) {
    context.font = '500 10px system-ui, sans-serif';
    context.letterSpacing = '0px';
    context.textAlign = 'left';
    context.textBaseline = 'top';
    context.fillStyle = colour('map-label');
    context.globalAlpha = 0.75;
    for (const {at: x, degrees: longitude} of meridians) {
      for (const {at: y, degrees: latitude} of parallels) {
        const text = `${degrees(latitude, digits, 'N', 'S')} ${degrees(longitude, digits, 'E', 'W')}`;
        const right = x + 5 + context.measureText(text).width;
        if (this.data.labels.isFree(zoom, (x + left + size) % size, y + top, right - x, 16)) context.fillText(text, x + 5, y + 4);
      }
    }
    context.globalAlpha = 1;
  },

  paintLabels(/** @type {CanvasRenderingContext2D} */ context, /** @type {import('./places.js').Label[]} */ labels, /** @type {any} */ {size, left, top}) {
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.strokeStyle = colour('map-halo');
    for (const {text, kind, x: worldX, y: worldY, dot} of labels) {
      // In the copy of the world that is nearest to the tile.
      const x = worldX - left + Math.round((left - worldX) / size) * size;
      const y = worldY - top;
      const style = STYLES[kind];
      useStyle(context, kind);
      context.fillStyle = colour(style.colour);
      context.lineWidth = 3;
      context.globalAlpha = 0.8 * style.alpha;
      if (kind !== 'water') context.strokeText(text, x, y);
      context.globalAlpha = style.alpha;
      context.fillText(text, x, y);
      if (dot) {
        context.beginPath();
        context.arc(x, y + 10, 2, 0, 2 * Math.PI);
        context.lineWidth = 1.5;
        context.stroke();
        context.fill();
      }
    }
    context.globalAlpha = 1;
  },
});

/**
 * The lines of the grid on a tile or just beside it, whose degrees may reach into the tile. `at` is in the tile's pixels.
 * @typedef {{meridians: {at: number, degrees: number}[], parallels: {at: number, degrees: number}[], digits: number}} Grid
 */

/** @param {any} pen @param {number} zoom @returns {Grid} */
function gridOf({size, left, top, west, east, north, south}, zoom) {
  const step = GRID_STEP[zoom] ?? 0.005;
  const reach = 100 / size;
  const meridians = [];
  const parallels = [];
  for (let i = Math.ceil(((west - reach) * 360 - 180) / step); i * step <= east * 360 - 180; i++) {
    meridians.push({at: Math.round((i * step + 180) / 360 * size - left), degrees: i * step});
  }
  const highest = latitudeAt(north - 20 / size);
  for (let i = Math.ceil(latitudeAt(south) / step); i * step <= highest; i++) {
    parallels.push({at: Math.round(mercator(i * step) * size - top), degrees: i * step});
  }
  return {meridians, parallels, digits: Math.max(0, Math.ceil(-Math.log10(step)))};
}

/** @param {number} value @param {number} digits @param {string} positive @param {string} negative */
function degrees(value, digits, positive, negative) {
  const shown = Math.abs(value).toFixed(digits);
  return `${shown}°${Number(shown) === 0 ? '' : value > 0 ? positive : negative}`;
}

/** @param {number} y as {@link mercator} gives it */
const latitudeAt = y => Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI;

/**
 * Lays the bundled map beneath everything.
 * @param {any} map
 */
export async function addBasemap(map) {
  const [topology, sea, cities] = await Promise.all(
    ['/map/countries-50m.json', '/map/nyc-seas.geojson', '/map/cities.json'].map(load));
  const {land, borders, countries} = world(topology);
  const ground = new Ground({}, {
    land, borders, seas: sea.geometry.coordinates.flat().map(ring), labels: new Labels(cities, countries),
  });
  ground.addTo(map);
  onThemeChange(() => ground.redraw());
}

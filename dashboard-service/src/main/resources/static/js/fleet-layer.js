// @ts-check
/**
 * All unicorns on one canvas, painted in one pass at most once per animation frame: a dart with its heading, a dot when
 * there are too many for darts, and trails behind them.
 *
 * @typedef {import('./fleet.js').Fleet} Fleet
 * @typedef {import('./fleet.js').Vital} Vital
 */
import {L} from './leaflet.js';
import {colour, onThemeChange} from './theme.js';

/** More than this in view, or with less room than this for each, are painted as dots. */
const MOST_DARTS = 1500;
const LEAST_ROOM = 90;
const FEW = 12;
const MOST_TRAILS = 400;
const MOST_NAMES = 40;
const HIT_PIXELS = 16;
const DIRECTIONS = 32;
const SPRITE = 26;
const DOT = 5;
/** @type {Vital[]} Worst last, so that it is painted on top. */
const VITALS = ['silent', 'good', 'weak', 'low'];

/** Darts painted once for each colour and direction. */
class Sprites {
  constructor() {
    /** @type {Map<string, HTMLCanvasElement>} */
    this.painted = new Map();
  }

  /** @param {Vital} vital @param {number} heading */
  of(vital, heading) {
    const direction = Number.isNaN(heading) ? -1 : Math.round(heading / 360 * DIRECTIONS) % DIRECTIONS;
    const key = vital + direction;
    let sprite = this.painted.get(key);
    if (!sprite) {
      sprite = this.paint(vital, direction);
      this.painted.set(key, sprite);
    }
    return sprite;
  }

  /** @param {Vital} vital @param {number} direction */
  paint(vital, direction) {
    const pixel = Math.min(2, devicePixelRatio || 1);
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = SPRITE * pixel;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.scale(pixel, pixel);
    context.translate(SPRITE / 2, SPRITE / 2);
    context.beginPath();
    if (direction < 0) {
      context.arc(0, 0, 4.5, 0, 2 * Math.PI);
    } else {
      context.rotate(direction / DIRECTIONS * 2 * Math.PI);
      context.moveTo(0, -10.5);
      context.lineTo(6, 6.5);
      context.quadraticCurveTo(0, 2.5, -6, 6.5);
      context.closePath();
    }
    context.globalAlpha = vital === 'silent' ? 0.45 : 1;
    context.lineJoin = 'round';
    context.strokeStyle = colour('map-halo');
    context.lineWidth = 3;
    context.stroke();
    context.fillStyle = colour(vital);
    context.fill();
    return canvas;
  }
}

/**
 * Dots written into a picture of the whole canvas: of ten thousand, painting each as a rectangle takes the browser five times as long.
 */
class Dots {
  constructor() {
    /** @type {ImageData | null} */
    this.image = null;
    this.pixels = new Uint32Array(0);
    /** @type {Map<Vital, number>} */
    this.inks = new Map();
  }

  /** A pixel of a colour, as a picture holds it. @param {Vital} vital */
  ink(vital) {
    let ink = this.inks.get(vital);
    if (ink === undefined) {
      const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
      context.globalAlpha = vital === 'silent' ? 0.45 : 1;
      context.fillStyle = colour(vital);
      context.fillRect(0, 0, 1, 1);
      ink = new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0];
      this.inks.set(vital, ink);
    }
    return ink;
  }

  /** @param {CanvasRenderingContext2D} context */
  begin(context) {
    const {width, height} = context.canvas;
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = context.createImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    } else {
      this.pixels.fill(0);
    }
  }

  /** @param {number} x @param {number} y its middle, in pixels of the canvas @param {number} size of the dot @param {number} ink */
  put(x, y, size, ink) {
    const {pixels} = this;
    const {width, height} = /** @type {ImageData} */ (this.image);
    const left = Math.round(x - size / 2);
    const top = Math.round(y - size / 2);
    const corner = size >> 2;
    for (let row = 0; row < size; row++) {
      if (top + row < 0 || top + row >= height) continue;
      const inset = row < corner || row >= size - corner ? corner : 0;
      const from = Math.max(0, left + inset);
      const to = Math.min(width, left + size - inset);
      const start = (top + row) * width;
      for (let at = from; at < to; at++) pixels[start + at] = ink;
    }
  }

  /** Replaces all that is on the canvas. @param {CanvasRenderingContext2D} context */
  end(context) {
    context.putImageData(/** @type {ImageData} */ (this.image), 0, 0);
  }
}

export const FleetLayer = L.Layer.extend({
  /** @param {Fleet} fleet */
  initialize(fleet) {
    this.fleet = fleet;
    this.sprites = new Sprites();
    this.dotted = new Dots();
    this.showTrails = true;
    this.selected = '';
    this.hovered = '';
    onThemeChange(() => {
      this.sprites = new Sprites();
      this.dotted = new Dots();
      this.schedule();
    });
  },

  onAdd(/** @type {any} */ map) {
    this.map = map;
    this.canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated');
    this.canvas.setAttribute('aria-hidden', 'true');
    this.context = this.canvas.getContext('2d');
    this.getPane().append(this.canvas);
    this.schedule();
  },

  getEvents() {
    return {move: this.schedule, zoomend: this.schedule, viewreset: this.schedule, resize: this.schedule, zoomanim: this.follow};
  },

  /** Lets the canvas grow or shrink with the map until it is painted anew. */
  follow(/** @type {any} */ event) {
    const scale = this.map.getZoomScale(event.zoom, this.paintedZoom);
    const origin = this.map._getNewPixelOrigin(event.center, event.zoom);
    const corner = this.map.project(this.paintedCorner, event.zoom).subtract(origin);
    L.DomUtil.setTransform(this.canvas, corner.round(), scale);
  },

  schedule() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      // During the animation the canvas moves with the map; it is painted at its end.
      if (!this.map._animatingZoom) this.paint();
    });
  },

  resize() {
    const pixel = Math.min(2, devicePixelRatio || 1);
    const {x: width, y: height} = this.map.getSize();
    if (this.canvas.width !== width * pixel || this.canvas.height !== height * pixel) {
      this.canvas.width = width * pixel;
      this.canvas.height = height * pixel;
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
    }
    this.context.setTransform(pixel, 0, 0, pixel, 0, 0);
    this.context.clearRect(0, 0, width, height);
    this.width = width;
    this.height = height;
  },

  paint() {
    this.resize();
    const zoom = this.map.getZoom();
    this.paintedZoom = zoom;
    this.paintedCorner = this.map.containerPointToLatLng([0, 0]);
    L.DomUtil.setTransform(this.canvas, this.map.containerPointToLayerPoint([0, 0]), 1);
    const corner = this.map.project(this.paintedCorner, zoom);
    this.size = 256 * 2 ** zoom;
    this.left = corner.x;
    this.top = corner.y;
    const seen = this.inView();
    this.dots = seen.length > MOST_DARTS || (seen.length > FEW && this.room(seen) < LEAST_ROOM);
    if (this.dots) this.paintDots(seen);
    if (this.showTrails) this.paintTrails(seen);
    if (!this.dots) this.paintDarts(seen);
    const chosen = this.fleet.byName.get(this.selected);
    if (chosen !== undefined) this.paintRing(chosen, this.fleet.now());
    this.paintNames(seen);
  },

  /** Where a map coordinate is on the canvas, in the copy of the world that is nearest to its middle. */
  screenX(/** @type {number} */ x) {
    const middle = (this.left + this.width / 2) / this.size;
    return (x + Math.round(middle - x)) * this.size - this.left;
  },

  /** Indices of those in view. @returns {number[]} */
  inView() {
    const {fleet, size, top, width, height} = this;
    const seen = [];
    for (let i = 0; i < fleet.count; i++) {
      const y = fleet.y[i] * size - top;
      if (y < -SPRITE || y > height + SPRITE) continue;
      const x = this.screenX(fleet.x[i]);
      if (x >= -SPRITE && x <= width + SPRITE) seen.push(i);
    }
    return seen;
  },

  /** The square pixels that each of these has on the average. */
  room(/** @type {number[]} */ seen) {
    const {fleet, size} = this;
    let west = Infinity, east = -Infinity, north = Infinity, south = -Infinity;
    for (const i of seen) {
      west = Math.min(west, fleet.x[i]);
      east = Math.max(east, fleet.x[i]);
      north = Math.min(north, fleet.y[i]);
      south = Math.max(south, fleet.y[i]);
    }
    return (east - west) * (south - north) * size * size / seen.length;
  },

  paintTrails(/** @type {number[]} */ seen) {
    const {context, fleet, size, top} = this;
    const shown = seen.length <= MOST_TRAILS ? seen : seen.filter((/** @type {number} */ i) => fleet.names[i] === this.selected);
    const now = fleet.now();
    context.lineCap = 'round';
    context.lineJoin = 'round';
    // Dots are on the canvas already.
    context.globalCompositeOperation = 'destination-over';
    for (const i of shown) {
      const chosen = fleet.names[i] === this.selected;
      context.strokeStyle = colour(fleet.vital(i, now));
      context.lineWidth = chosen ? 3 : 1.8;
      context.globalAlpha = chosen ? 0.85 : 0.32;
      context.beginPath();
      let last = NaN;
      fleet.trails[i].forEach((/** @type {number} */ worldX, /** @type {number} */ worldY) => {
        const x = this.screenX(worldX);
        // NaN compares false: the first point is moved to, as is one on the other side of the world.
        if (Math.abs(x - last) < size / 2) context.lineTo(x, worldY * size - top);
        else context.moveTo(x, worldY * size - top);
        last = x;
      });
      const x = this.screenX(fleet.x[i]);
      if (Math.abs(x - last) < size / 2) context.lineTo(x, fleet.y[i] * size - top);
      context.stroke();
    }
    context.globalAlpha = 1;
    context.globalCompositeOperation = 'source-over';
  },

  /** @returns {Record<Vital, number[]>} */
  byVital(/** @type {number[]} */ seen) {
    const {fleet} = this;
    const now = fleet.now();
    /** @type {Record<Vital, number[]>} */
    const groups = {silent: [], good: [], weak: [], low: []};
    for (const i of seen) groups[/** @type {Vital} */ (fleet.vital(i, now))].push(i);
    return groups;
  },

  /** On the empty canvas. */
  paintDots(/** @type {number[]} */ seen) {
    const {context, fleet, size, top, dotted} = this;
    const pixel = this.canvas.width / this.width;
    const groups = this.byVital(seen);
    dotted.begin(context);
    for (const vital of VITALS) {
      const ink = dotted.ink(vital);
      for (const i of groups[vital]) {
        dotted.put(this.screenX(fleet.x[i]) * pixel, (fleet.y[i] * size - top) * pixel, Math.round(DOT * pixel), ink);
      }
    }
    dotted.end(context);
  },

  paintDarts(/** @type {number[]} */ seen) {
    const {context, fleet, size, top} = this;
    const groups = this.byVital(seen);
    for (const vital of VITALS) {
      for (const i of groups[vital]) {
        const x = this.screenX(fleet.x[i]);
        const y = fleet.y[i] * size - top;
        context.drawImage(this.sprites.of(vital, fleet.heading[i]), x - SPRITE / 2, y - SPRITE / 2, SPRITE, SPRITE);
      }
    }
  },

  paintRing(/** @type {number} */ i, /** @type {number} */ now) {
    const {context, fleet, size, top} = this;
    const x = this.screenX(fleet.x[i]);
    const y = fleet.y[i] * size - top;
    context.beginPath();
    context.arc(x, y, 18, 0, 2 * Math.PI);
    context.strokeStyle = colour('map-halo');
    context.lineWidth = 6;
    context.stroke();
    context.strokeStyle = colour('accent');
    context.lineWidth = 3;
    context.stroke();
    context.drawImage(this.sprites.of(fleet.vital(i, now), fleet.heading[i]), x - SPRITE / 2, y - SPRITE / 2, SPRITE, SPRITE);
  },

  paintNames(/** @type {number[]} */ seen) {
    const {context, fleet, size, top} = this;
    context.font = '600 12.5px system-ui, sans-serif';
    context.textAlign = 'left';
    for (const i of seen) {
      const name = fleet.names[i];
      const called = name === this.selected || name === this.hovered;
      if (!called && seen.length > MOST_NAMES) continue;
      const text = name.length > 28 ? `${name.slice(0, 27)}…` : name;
      const x = this.screenX(fleet.x[i]) + (name === this.selected ? 25 : 15);
      const y = fleet.y[i] * size - top;
      context.strokeStyle = colour('map-halo');
      context.lineWidth = 4;
      context.strokeText(text, x, y);
      context.fillStyle = colour(called ? 'accent' : 'text');
      context.fillText(text, x, y);
    }
  },

  /** The nearest unicorn within reach of a point of the map's container. @returns {string} its name, or '' */
  nearest(/** @type {{x: number, y: number}} */ point) {
    const {fleet, size, top} = this;
    let best = HIT_PIXELS ** 2;
    let name = '';
    for (let i = 0; i < fleet.count; i++) {
      const dy = fleet.y[i] * size - top - point.y;
      if (dy > HIT_PIXELS || dy < -HIT_PIXELS) continue;
      const dx = this.screenX(fleet.x[i]) - point.x;
      const distance = dx * dx + dy * dy;
      if (distance <= best) {
        best = distance;
        name = fleet.names[i];
      }
    }
    return name;
  },
});

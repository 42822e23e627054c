// @ts-check
/**
 * The map: it shows the whole fleet once, then it is the user's. Following somebody ends when the user drags.
 *
 * @typedef {import('./fleet.js').Fleet} Fleet
 * @typedef {{west: number, south: number, east: number, north: number}} Box in degrees
 */
import {addBasemap} from './basemap.js';
import {byId} from './dom.js';
import {FleetLayer} from './fleet-layer.js';
import {L} from './leaflet.js';
import {Paths} from './paths.js';
import {addTiles} from './tiles.js';

const HOME = [40.749167, -73.985184];
const CLOSEST_FIT = 13;
/** Nearer to the edge than this, in pixels, somebody may be beneath the map's buttons. */
const EDGE = 70;

export class FleetMap {
  /**
   * @param {Fleet} fleet
   * @param {(name: string) => void} onPick called with '' when the map is clicked where nobody is
   * @param {() => void} onTaken called when the user takes the map over from following
   */
  constructor(fleet, onPick, onTaken) {
    this.fleet = fleet;
    this.fitted = false;
    this.following = '';
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.map = L.map('map', {
      center: HOME, zoom: 11, minZoom: 2, maxZoom: 17, worldCopyJump: true, zoomControl: false,
      attributionControl: false, zoomAnimation: !still, fadeAnimation: false, inertia: !still, wheelPxPerZoomLevel: 90,
    });
    this.layer = new FleetLayer(fleet).addTo(this.map);
    this.paths = new Paths(this.map);
    addBasemap(this.map);
    addTiles(this.map);

    this.map.on('dragstart', () => {
      this.fitted = true;
      this.following = '';
      onTaken();
    });
    this.map.on('click', (/** @type {any} */ event) => onPick(this.layer.nearest(event.containerPoint)));
    this.map.on('mousemove', (/** @type {any} */ event) => this.hover(this.layer.nearest(event.containerPoint)));
    this.map.on('mouseout', () => this.hover(''));
    byId('zoom-in').addEventListener('click', () => this.map.zoomIn());
    byId('zoom-out').addEventListener('click', () => this.map.zoomOut());
    byId('fit').addEventListener('click', () => this.fit());
    byId('trails').addEventListener('click', (/** @type {any} */ event) => {
      this.layer.showTrails = !this.layer.showTrails;
      event.currentTarget.setAttribute('aria-pressed', String(this.layer.showTrails));
      this.layer.schedule();
    });
    new ResizeObserver(() => this.measure()).observe(byId('map'));
  }

  /** Takes note of the map's size, which changes with the panel and the view, before anything is computed with it. */
  measure() {
    this.map.invalidateSize({animate: false});
  }

  /** Shows another fleet. @param {Fleet} fleet @param {Box} [box] what is to be seen; without it, the whole fleet */
  use(fleet, box) {
    this.fleet = fleet;
    this.layer.fleet = fleet;
    this.following = '';
    if (box) this.show(box);
    else this.fit();
    this.layer.schedule();
  }

  /** After the fleet has changed. */
  update() {
    if (!this.fitted && this.fleet.count > 0) this.fit();
    const followed = this.fleet.byName.get(this.following);
    if (followed !== undefined) {
      this.look(followed, this.map.getZoom(), false);
    }
    this.layer.schedule();
  }

  /** Shows everybody. */
  fit() {
    const {fleet} = this;
    if (fleet.count === 0) return;
    this.fitted = true;
    this.following = '';
    const box = {west: Infinity, south: Infinity, east: -Infinity, north: -Infinity};
    for (let i = 0; i < fleet.count; i++) {
      box.west = Math.min(box.west, fleet.longitude[i]);
      box.east = Math.max(box.east, fleet.longitude[i]);
      box.south = Math.min(box.south, fleet.latitude[i]);
      box.north = Math.max(box.north, fleet.latitude[i]);
    }
    this.show(box);
  }

  /** @param {Box} box */
  show({west, south, east, north}) {
    this.map.fitBounds([[south, west], [north, east]], {padding: [48, 48], maxZoom: CLOSEST_FIT, animate: false});
  }

  /** @param {string} name '' for nobody */
  select(name) {
    this.layer.selected = name;
    if (this.following && this.following !== name) this.following = '';
    this.layer.schedule();
  }

  /** @param {string} name '' for nobody */
  follow(name) {
    this.following = name;
    if (name) this.centre(name);
  }

  /** @param {string} name */
  centre(name) {
    this.fitted = true;
    this.whenStill(() => {
      const i = this.fleet.byName.get(name);
      if (i === undefined) return;
      this.measure();
      this.look(i, Math.max(this.map.getZoom(), 12), true);
    });
  }

  /** Does it at once, or when a zoom that is under way has ended: its end would undo it. @param {() => void} then */
  whenStill(then) {
    if (this.map._animatingZoom) this.map.once('zoomend', then);
    else then();
  }

  /** Puts somebody in the middle of what the panel leaves free. @param {number} i @param {number} zoom @param {boolean} animate */
  look(i, zoom, animate) {
    const point = this.map.project([this.fleet.latitude[i], this.fleet.longitude[i]], zoom);
    const {right, bottom} = this.covered();
    this.map.setView(this.map.unproject(point.add([right / 2, bottom / 2]), zoom), zoom, {animate});
  }

  /** How much of the map the panel lies on, in pixels from the right (or, on a phone, from below). */
  covered() {
    const map = byId('map').getBoundingClientRect();
    const panel = byId('panel').getBoundingClientRect();
    if (panel.width === 0 || panel.left >= map.right || panel.top >= map.bottom) return {right: 0, bottom: 0};
    return panel.width > map.width * 0.8 ? {right: 0, bottom: map.bottom - panel.top} : {right: map.right - panel.left, bottom: 0};
  }

  /** Brings somebody into what is seen of the map, if outside of it. @param {string} name */
  reveal(name) {
    this.whenStill(() => {
      const i = this.fleet.byName.get(name);
      if (i === undefined) return;
      this.measure();
      const {x, y} = this.map.latLngToContainerPoint([this.fleet.latitude[i], this.fleet.longitude[i]]);
      const size = this.map.getSize();
      const {right, bottom} = this.covered();
      if (x < EDGE || y < EDGE || x > size.x - right - EDGE || y > size.y - bottom - EDGE) this.look(i, this.map.getZoom(), true);
    });
  }

  /** @param {string} name '' for nobody */
  hover(name) {
    if (this.layer.hovered === name) return;
    this.layer.hovered = name;
    byId('map').classList.toggle('hit', name !== '');
    this.layer.schedule();
  }

  /** Draws paths of the archive. @param {Map<string, [number, number][]>} paths @param {string} title */
  plot(paths, title) {
    this.fitted = true;
    this.following = '';
    this.measure();
    this.paths.show(paths, title);
  }

  /** The middle of the view. @returns {{latitude: number, longitude: number}} */
  middle() {
    const {lat, lng} = this.map.getCenter().wrap();
    return {latitude: lat, longitude: lng};
  }
}

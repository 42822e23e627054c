// @ts-check
/**
 * The tile server's map over the bundled one, where the installation has set a tile server. When its tiles do not come it is taken
 * off, so that the bundled map shows, and tried again after a while.
 *
 * @typedef {{url: string, attribution: string, maxZoom: number}} TileServer as GET /api/map has it
 */
import {json} from './api.js';
import {byId, setText} from './dom.js';
import {L} from './leaflet.js';
import {me} from './me.js';

/** So many tiles in a row that fail are not just holes in the map. */
const MOST_FAILURES = 4;
/** Without any tile for so long, though some are asked for, the server is as good as away. */
const LONGEST_WAIT = 15_000;
const RETRY_AFTER = 60_000;

/** @param {any} map */
export async function addTiles(map) {
  await me.until('viewer');
  // Without an answer there is the bundled map.
  const settings = await json('/api/map').catch(() => null);
  if (settings?.tiles) new Tiles(map, settings.tiles).show();
}

class Tiles {
  /** @param {any} map @param {TileServer} server */
  constructor(map, server) {
    this.map = map;
    this.server = server;
    /** @type {any} null while the bundled map is shown */
    this.layer = null;
    this.failures = 0;
    this.retry = 0;
    this.wait = 0;
    window.addEventListener('online', () => this.layer || this.show());
  }

  show() {
    clearTimeout(this.retry);
    this.failures = 0;
    this.layer = L.tileLayer(this.server.url, {
      maxNativeZoom: this.server.maxZoom, maxZoom: this.map.getMaxZoom(), keepBuffer: 2, zIndex: 2, className: 'tiles',
      // Tile servers want to know which site asks; by the page's own policy other hosts are told nothing.
      referrerPolicy: 'strict-origin-when-cross-origin',
    });
    this.layer.on({
      loading: () => this.expect(),
      load: () => clearTimeout(this.wait),
      tileload: () => this.loaded(),
      tileerror: () => ++this.failures >= MOST_FAILURES && this.fail(),
    });
    this.layer.addTo(this.map);
  }

  loaded() {
    this.failures = 0;
    if (this.layer.isLoading()) this.expect();
    const {attribution} = this.server;
    setText(byId('tiles-note'), '');
    setText(byId('tiles-credit'), attribution && `${attribution} · `);
  }

  /** From now on a tile must come before long. */
  expect() {
    clearTimeout(this.wait);
    this.wait = setTimeout(() => this.fail(), LONGEST_WAIT);
  }

  fail() {
    clearTimeout(this.wait);
    this.layer.remove();
    this.layer = null;
    this.retry = setTimeout(() => this.show(), RETRY_AFTER);
    setText(byId('tiles-credit'), '');
    setText(byId('tiles-note'), 'Tile server not reachable, built-in map · ');
  }
}

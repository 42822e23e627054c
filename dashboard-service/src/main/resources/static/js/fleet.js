// @ts-check
/**
 * What the page knows of the fleet, in arrays by index, so that thousands of unicorns are drawn without an object each.
 * Implements the protocol of /ws/fleet: a snapshot replaces everything, a frame is applied when it begins at or before what
 * is known, and else there is a gap.
 *
 * @typedef {[name: string, latitude: number, longitude: number, speed: number | null, heading: number | null,
 *   health: number, magic: number, statusTime: number]} Row
 * @typedef {{type: 'snapshot' | 'frame', seq: number, from: number, time: number, unicorns: Row[]}} Message
 * @typedef {'good' | 'weak' | 'low' | 'silent'} Vital
 */

export const SILENT_AFTER = 30_000;
export const WEAK_BELOW = 120;
export const LOW_BELOW = 100;

const TRAIL_POINTS = 90;
/** Between two points of a trail: 90 of them are three minutes. */
const TRAIL_STEP = 2000;

/** Where somebody has been lately, as a ring of map coordinates. */
class Trail {
  constructor() {
    this.points = new Float64Array(TRAIL_POINTS * 2);
    this.next = 0;
    this.length = 0;
    this.lastTime = 0;
  }

  /** @param {number} x @param {number} y @param {number} time */
  add(x, y, time) {
    if (time - this.lastTime < TRAIL_STEP) return;
    this.lastTime = time;
    this.points[this.next * 2] = x;
    this.points[this.next * 2 + 1] = y;
    this.next = (this.next + 1) % TRAIL_POINTS;
    this.length = Math.min(this.length + 1, TRAIL_POINTS);
  }

  /** Oldest first. @param {(x: number, y: number, age: number) => void} visit age from 1 (oldest) to 0 */
  forEach(visit) {
    for (let i = 0; i < this.length; i++) {
      const at = (this.next - this.length + i + TRAIL_POINTS) % TRAIL_POINTS;
      visit(this.points[at * 2], this.points[at * 2 + 1], 1 - i / this.length);
    }
  }
}

export class Fleet {
  constructor() {
    this.seq = -1;
    this.count = 0;
    /** @type {string[]} */
    this.names = [];
    /** @type {Map<string, number>} */
    this.byName = new Map();
    /** @type {Trail[]} */
    this.trails = [];
    /** Counts up when somebody appears or leaves. */
    this.membership = 0;
    /** The server's clock when the last message was sent, and ours when it came. */
    this.serverTime = 0;
    this.receivedAt = 0;
    this.newestStatusTime = 0;
    /** Who has not reported for longer, in milliseconds, is silent. */
    this.silentAfter = SILENT_AFTER;
    this.reserve(256);
  }

  /** @param {number} capacity */
  reserve(capacity) {
    /** @param {Float64Array | undefined} old */
    const grown = old => {
      const array = new Float64Array(capacity);
      if (old) array.set(old.subarray(0, this.count));
      return array;
    };
    this.latitude = grown(this.latitude);
    this.longitude = grown(this.longitude);
    /** Web Mercator, 0 to 1 from west to east and north to south. */
    this.x = grown(this.x);
    this.y = grown(this.y);
    this.speed = grown(this.speed);
    this.heading = grown(this.heading);
    this.health = grown(this.health);
    this.magic = grown(this.magic);
    this.statusTime = grown(this.statusTime);
  }

  /**
   * @param {Message} message
   * @returns {number} how many unicorns changed, or -1 when there is a gap and everything is needed anew
   */
  apply(message) {
    if (message.type === 'snapshot') {
      this.forgetAllBut(message.unicorns);
    } else if (message.type !== 'frame') {
      return 0;
    } else if (this.seq < 0 || message.from > this.seq) {
      return -1;
    }
    for (const row of message.unicorns) this.put(row);
    this.seq = message.seq;
    this.serverTime = message.time;
    this.receivedAt = performance.now();
    return message.unicorns.length;
  }

  /** @param {Row[]} rows */
  forgetAllBut(rows) {
    const trails = new Map(this.names.map((name, i) => [name, this.trails[i]]));
    this.count = 0;
    this.names = [];
    this.trails = [];
    this.byName.clear();
    this.newestStatusTime = 0;
    this.membership++;
    for (const [name] of rows) this.index(name, trails.get(name));
  }

  /** Everybody's way begins anew where they are next. */
  forgetTrails() {
    this.trails = this.names.map(() => new Trail());
  }

  /** @param {string} name @param {Trail} [trail] */
  index(name, trail) {
    let i = this.byName.get(name);
    if (i === undefined) {
      i = this.count;
      if (i === this.latitude.length) this.reserve(i * 2);
      this.count++;
      this.byName.set(name, i);
      this.names[i] = name;
      this.trails[i] = trail ?? new Trail();
      this.membership++;
    }
    return i;
  }

  /** @param {Row} row */
  put([name, latitude, longitude, speed, heading, health, magic, statusTime]) {
    const i = this.index(name);
    this.latitude[i] = latitude;
    this.longitude[i] = longitude;
    this.x[i] = (longitude + 180) / 360;
    this.y[i] = mercator(latitude);
    this.speed[i] = speed ?? NaN;
    this.heading[i] = heading ?? NaN;
    this.health[i] = health;
    this.magic[i] = magic;
    this.statusTime[i] = statusTime;
    this.trails[i].add(this.x[i], this.y[i], statusTime);
    if (statusTime > this.newestStatusTime) this.newestStatusTime = statusTime;
  }

  /** The server's time by now, so that a wrong clock on this side changes no age. */
  now() {
    return this.serverTime + (performance.now() - this.receivedAt);
  }

  /** @param {number} i @param {number} now @returns {Vital} */
  vital(i, now) {
    if (now - this.statusTime[i] > this.silentAfter) return 'silent';
    const weakest = Math.min(this.health[i], this.magic[i]);
    return weakest < LOW_BELOW ? 'low' : weakest < WEAK_BELOW ? 'weak' : 'good';
  }
}

/** @param {number} latitude degrees @returns {number} 0 at the map's northern edge, 1 at its southern */
export function mercator(latitude) {
  const sin = Math.sin(Math.max(-85.0511, Math.min(85.0511, latitude)) * Math.PI / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

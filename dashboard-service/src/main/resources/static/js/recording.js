// @ts-check
/**
 * Where a fleet was over a past range of time: the samples of each unicorn, and everybody's place at any moment between them.
 *
 * @typedef {import('./fleet.js').Row} Row
 * @typedef {{name: string, time: number, latitude: number, longitude: number, health: number, magic: number}} Sample
 */

const EARTH_RADIUS = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** One unicorn's samples, the oldest first. */
class Track {
  /** @param {Sample[]} samples */
  constructor(samples) {
    samples.sort((a, b) => a.time - b.time);
    const column = (/** @type {(sample: Sample) => number} */ of) => Float64Array.from(samples, of);
    this.name = samples[0].name;
    this.times = column(sample => sample.time);
    this.latitudes = column(sample => sample.latitude);
    this.longitudes = column(sample => sample.longitude);
    this.healths = column(sample => sample.health);
    this.magics = column(sample => sample.magic);
  }

  /** The last sample at or before a time. @param {number} time @returns {number} its index, or -1 */
  before(time) {
    let low = 0, high = this.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle] <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

export class Recording {
  /**
   * @param {Sample[]} samples in any order
   * @param {number} longestGap between two samples further apart, in milliseconds, nobody knows where a unicorn was: it stands
   */
  constructor(samples, longestGap) {
    this.longestGap = longestGap;
    /** @type {Map<string, Sample[]>} */
    const byName = new Map();
    this.from = Infinity;
    this.to = -Infinity;
    /** @type {import('./map.js').Box} */
    this.box = {west: Infinity, south: Infinity, east: -Infinity, north: -Infinity};
    for (const sample of samples) {
      const known = byName.get(sample.name);
      if (known) known.push(sample);
      else byName.set(sample.name, [sample]);
      this.from = Math.min(this.from, sample.time);
      this.to = Math.max(this.to, sample.time);
      this.box.west = Math.min(this.box.west, sample.longitude);
      this.box.east = Math.max(this.box.east, sample.longitude);
      this.box.south = Math.min(this.box.south, sample.latitude);
      this.box.north = Math.max(this.box.north, sample.latitude);
    }
    this.tracks = [...byName.values()].map(list => new Track(list));
  }

  /** Everybody who had been heard of by then, as a row of the live protocol. @param {number} time @returns {Row[]} */
  at(time) {
    const rows = [];
    for (const track of this.tracks) {
      const i = track.before(time);
      if (i >= 0) rows.push(this.row(track, i, time));
    }
    return rows;
  }

  /** @param {Track} track @param {number} i @param {number} time @returns {Row} */
  row(track, i, time) {
    const {name, times, latitudes, longitudes, healths, magics} = track;
    const next = i + 1 < times.length && times[i + 1] - times[i] <= this.longestGap;
    // What it does is best known from the step it is in, and else from the one before.
    const from = next || i === 0 ? i : i - 1;
    const motion = from + 1 < times.length && times[from + 1] - times[from] <= this.longestGap ? move(track, from) : null;
    if (!next) return [name, latitudes[i], longitudes[i], motion?.speed ?? null, motion?.heading ?? null, healths[i], magics[i], times[i]];
    const part = (time - times[i]) / (times[i + 1] - times[i]);
    const longitude = longitudes[i] + part * turn(longitudes[i], longitudes[i + 1]);
    return [
      name, latitudes[i] + part * (latitudes[i + 1] - latitudes[i]), longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude,
      motion?.speed ?? null, motion?.heading ?? null, healths[i], magics[i], time,
    ];
  }
}

/** The short way round, in degrees. @param {number} from @param {number} to */
const turn = (from, to) => ((to - from + 540) % 360 + 360) % 360 - 180;

/** How fast and whereto between a sample and the next, on the sphere. @param {Track} track @param {number} i */
function move({times, latitudes, longitudes}, i) {
  const north = (latitudes[i + 1] - latitudes[i]) * RADIANS;
  const east = turn(longitudes[i], longitudes[i + 1]) * RADIANS * Math.cos((latitudes[i] + latitudes[i + 1]) / 2 * RADIANS);
  const metres = Math.hypot(north, east) * EARTH_RADIUS;
  return {
    speed: metres / ((times[i + 1] - times[i]) / 1000),
    heading: metres < 0.5 ? null : (Math.atan2(east, north) / RADIANS + 360) % 360,
  };
}

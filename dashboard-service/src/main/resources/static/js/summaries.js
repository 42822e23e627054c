// @ts-check
/**
 * A unicorn's minute summaries over a range of time: read page by page, and afterwards only what may be new.
 *
 * @typedef {{statusTime: string, distance: number, minHealthPoints: number, maxHealthPoints: number,
 *   minMagicPoints: number, maxMagicPoints: number, samples: number}} Summary
 * @typedef {{time: number, minutes: number, distance: number, minHealth: number, maxHealth: number,
 *   minMagic: number, maxMagic: number, samples: number}} Bucket
 */
import {json} from './api.js';

export const MINUTE = 60_000;
const PAGE = 1000;
/** A summary this old may still be written again with more reports. */
const SETTLED = 5 * MINUTE;
const MOST_BUCKETS = 120;

export class Summaries {
  /** @param {string} name whose */
  constructor(name) {
    this.name = name;
    /** @type {Map<number, Summary>} */
    this.byMinute = new Map();
    /** What lies between these is known, but for what may be written again. */
    this.from = Infinity;
    this.to = -Infinity;
  }

  /** Reads what is not known yet. @param {number} from @param {number} to in milliseconds since 1970 */
  async load(from, to) {
    const overlaps = from >= this.from && from <= this.to && to >= this.to;
    const start = overlaps ? Math.max(from, this.to - SETTLED) : from;
    let cursor = '';
    do {
      const query = new URLSearchParams({from: new Date(start).toISOString(), to: new Date(to).toISOString(), limit: String(PAGE)});
      if (cursor) query.set('cursor', cursor);
      const page = await json(`/api/unicorns/${encodeURIComponent(this.name)}/summaries?${query}`);
      for (const summary of page.items) this.byMinute.set(Date.parse(summary.statusTime), summary);
      cursor = page.cursor;
    } while (cursor);
    this.from = overlaps ? this.from : from;
    this.to = to;
  }

  /**
   * The range in at most 120 parts of whole minutes, the oldest first; a part without a summary has 0 samples.
   *
   * @param {number} from @param {number} to
   * @returns {Bucket[]}
   */
  buckets(from, to) {
    const minutes = Math.max(1, Math.ceil((to - from) / MINUTE / MOST_BUCKETS));
    const size = minutes * MINUTE;
    const first = Math.floor(from / size) * size;
    /** @type {Bucket[]} */
    const buckets = [];
    for (let time = first; time < to; time += size) {
      buckets.push({time, minutes, distance: 0, minHealth: Infinity, maxHealth: -Infinity, minMagic: Infinity, maxMagic: -Infinity, samples: 0});
    }
    for (const [time, summary] of this.byMinute) {
      const bucket = buckets[Math.floor((time - first) / size)];
      if (!bucket || time < from || time >= to) continue;
      bucket.distance += summary.distance;
      bucket.samples += summary.samples;
      bucket.minHealth = Math.min(bucket.minHealth, summary.minHealthPoints);
      bucket.maxHealth = Math.max(bucket.maxHealth, summary.maxHealthPoints);
      bucket.minMagic = Math.min(bucket.minMagic, summary.minMagicPoints);
      bucket.maxMagic = Math.max(bucket.maxMagic, summary.maxMagicPoints);
    }
    return buckets;
  }
}

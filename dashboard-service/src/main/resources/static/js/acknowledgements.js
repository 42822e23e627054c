// @ts-check
/** Which alerts somebody at this browser has seen to, and when. */

const KEY = 'wildrydes.acknowledged';

export class Acknowledgements {
  /** @param {Storage} storage where they are kept; one that refuses only forgets them with the page */
  constructor(storage) {
    this.storage = storage;
    /** @type {Map<string, number>} */
    this.times = new Map();
    this.read();
    // Another tab's are this one's as well.
    window.addEventListener('storage', event => event.key === KEY && this.read());
  }

  read() {
    try {
      this.times = new Map(JSON.parse(this.storage.getItem(KEY) ?? '[]'));
    } catch {
      this.times = new Map();
    }
  }

  /** @param {string} key @returns {number | undefined} when, in milliseconds since 1970 */
  at(key) {
    return this.times.get(key);
  }

  /** Those that are known already keep their time. @param {string[]} keys */
  add(keys) {
    const now = Date.now();
    for (const key of keys) if (!this.times.has(key)) this.times.set(key, now);
    this.write();
  }

  /** @param {string} key */
  remove(key) {
    this.times.delete(key);
    this.write();
  }

  /** Forgets those of alerts that are over. @param {string[]} keys of those that are not */
  keepOnly(keys) {
    const kept = new Set(keys);
    const over = [...this.times.keys()].filter(key => !kept.has(key));
    if (over.length === 0) return;
    over.forEach(key => this.times.delete(key));
    this.write();
  }

  write() {
    try {
      this.storage.setItem(KEY, JSON.stringify([...this.times]));
    } catch {
      // Full or forbidden: they hold until the page is closed.
    }
  }
}

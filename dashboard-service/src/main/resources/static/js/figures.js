// @ts-check
/**
 * The fleet's figures, the state of the connection and the age of what is shown: always there, so that nobody takes an old
 * map for the present.
 *
 * @typedef {import('./fleet.js').Fleet} Fleet
 */
import {byId, setText} from './dom.js';
import {SILENT_AFTER} from './fleet.js';
import {age, count} from './format.js';

/** Long, because most of a fleet may report in the same instant, once a second. */
const RATE_WINDOW = 10_000;
/** A reading every frame would only flicker. */
const LAGS = 40;
/** So many rows of a frame tell its median well enough. */
const SAMPLES = 100;
const LATE = 5000;
const VERY_LATE = SILENT_AFTER;

export class Figures {
  /** @param {Fleet} fleet */
  constructor(fleet) {
    this.fleet = fleet;
    /** @type {{at: number, changes: number}[]} */
    this.recent = [];
    /** How old reports were when they came, the newest last. @type {number[]} */
    this.lags = [];
    /** @type {import('./connection.js').State} */
    this.state = 'connecting';
    this.retryAt = 0;
    setInterval(() => this.show(), 250);
  }

  /** @param {import('./fleet.js').Message} frame */
  changed({time, unicorns}) {
    this.recent.push({at: performance.now(), changes: unicorns.length});
    if (unicorns.length === 0) return;
    const every = Math.ceil(unicorns.length / SAMPLES);
    this.lags.push(median(unicorns.filter((_, i) => i % every === 0).map(row => time - row[7])));
    if (this.lags.length > LAGS) this.lags.shift();
  }

  /** @param {import('./connection.js').State} state @param {number} retryInMillis */
  connection(state, retryInMillis) {
    this.state = state;
    this.retryAt = performance.now() + retryInMillis;
    byId('connection').dataset.state = state;
    setText(byId('connection-text'), state === 'open' ? 'Live' : state === 'connecting' ? 'Connecting' : 'Not connected');
    this.show();
  }

  show() {
    const {fleet} = this;
    if (fleet.seq < 0) {
      this.showStale();
      return;
    }
    const now = fleet.now();
    let silent = 0;
    for (let i = 0; i < fleet.count; i++) {
      if (now - fleet.statusTime[i] > SILENT_AFTER) silent++;
    }
    setText(byId('figure-flying'), count(fleet.count - silent));
    setText(byId('figure-silent'), count(silent));
    const rate = this.rate();
    setText(byId('figure-rate'), count(rate));
    setText(byId('figure-lag'), rate === 0 || this.lags.length === 0 ? '–' : age(median(this.lags)));
    const element = byId('figure-age');
    const old = now - fleet.newestStatusTime;
    setText(element, fleet.count === 0 ? '–' : age(old));
    element.dataset.level = fleet.count === 0 || old < LATE ? '' : old < VERY_LATE ? 'warn' : 'bad';
    this.showStale();
  }

  /** Reports a second, as far as the page is told of them. */
  rate() {
    const now = performance.now();
    while (this.recent.length && now - this.recent[0].at > RATE_WINDOW) this.recent.shift();
    if (now - (this.recent[0]?.at ?? now) < 2000) return 0;
    // From the first frame, whose own changes are left out, to the last.
    const span = this.recent[this.recent.length - 1].at - this.recent[0].at;
    const changes = this.recent.reduce((sum, frame) => sum + frame.changes, 0) - this.recent[0].changes;
    return changes / Math.max(1000, span) * 1000;
  }

  showStale() {
    const lost = this.state !== 'open';
    // A short break is not worth a banner.
    const since = this.fleet.seq < 0 ? 0 : performance.now() - this.fleet.receivedAt;
    const shown = lost && (since > 3000 || this.state === 'waiting');
    byId('stale').hidden = !shown;
    document.querySelector('.stage')?.classList.toggle('stale-map', shown && this.fleet.seq >= 0);
    if (!shown) return;
    const retry = this.state === 'connecting' ? 'Connecting…' : `Next try in ${Math.max(1, Math.ceil((this.retryAt - performance.now()) / 1000))} s.`;
    const what = this.fleet.seq < 0
      ? 'Not connected.'
      : `Not connected. The map is as it was ${age(Math.floor(since / 1000) * 1000).replace('.0', '')} ago.`;
    setText(byId('stale'), `${what} ${retry}`);
  }
}

/** @param {number[]} values at least one */
function median(values) {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1];
}

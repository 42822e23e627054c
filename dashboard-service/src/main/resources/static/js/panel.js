// @ts-check
/**
 * One unicorn: its values now, and its minute summaries from the table over a range of time that ends now. In a replay "now" is
 * the time that is replayed.
 *
 * @typedef {import('./fleet.js').Fleet} Fleet
 */
import {json, remove} from './api.js';
import {SummaryCharts} from './charts.js';
import {byId, setText, tableRow} from './dom.js';
import {age, clock, count, day, heading, position, speed} from './format.js';
import {me} from './me.js';
import {MINUTE, Summaries} from './summaries.js';

const REFRESH = 15_000;
/** The table has at most so many rows; the charts show all. */
const ROWS = 60;
const STATES = {good: 'Flying well', weak: 'Flying, weak', low: 'Flying, needs help', silent: 'Silent'};

export class Panel {
  /**
   * @param {Fleet} fleet
   * @param {{onClose: () => void, onFollow: (on: boolean) => void, onCentre: () => void}} callbacks
   */
  constructor(fleet, {onClose, onFollow, onCentre}) {
    this.fleet = fleet;
    this.name = '';
    this.summaries = new Summaries('');
    /** Where the dial's needle points, in degrees that go on past 360. @type {number | null} */
    this.needle = null;
    this.charts = new SummaryCharts();
    this.element = byId('panel');
    byId('panel-close').addEventListener('click', onClose);
    byId('panel-centre').addEventListener('click', onCentre);
    byId('panel-follow').addEventListener('click', () => onFollow(!this.isFollowing()));
    byId('panel-stop').addEventListener('click', () => this.stop());
    byId('summaries-range').addEventListener('change', () => this.loadSummaries());
    setInterval(() => this.update(), 1000);
    setInterval(() => this.name && !document.hidden && this.loadSummaries(), REFRESH);
  }

  /** Shows the same unicorn of another fleet. @param {Fleet} fleet */
  use(fleet) {
    this.fleet = fleet;
    if (!this.name) return;
    this.update();
    this.loadSummaries();
  }

  isFollowing() {
    return byId('panel-follow').getAttribute('aria-pressed') === 'true';
  }

  /** @param {boolean} on */
  setFollowing(on) {
    byId('panel-follow').setAttribute('aria-pressed', String(on));
    setText(byId('panel-follow'), on ? 'Following' : 'Follow');
  }

  /** @param {string} name '' closes */
  show(name) {
    if (name === this.name) return;
    this.name = name;
    this.element.hidden = !name;
    this.setFollowing(false);
    if (!name) return;
    setText(byId('panel-name'), name);
    byId('panel-stop').hidden = true;
    this.summaries = new Summaries(name);
    this.showSummaries(0, 0, 'Loading…');
    this.update();
    this.loadSummaries();
    this.findSimulated();
  }

  /** After the fleet has changed. */
  update() {
    const i = this.fleet.byName.get(this.name);
    if (i === undefined) return;
    const {fleet} = this;
    const now = fleet.now();
    const vital = fleet.vital(i, now);
    const state = byId('panel-state');
    state.dataset.vital = vital;
    setText(state, STATES[vital]);
    setText(byId('panel-speed'), speed(fleet.speed[i]));
    setText(byId('panel-heading'), heading(fleet.heading[i]));
    setText(byId('panel-position'), position(fleet.latitude[i], fleet.longitude[i]));
    setText(byId('panel-age'), `${age(now - fleet.statusTime[i])} ago`);
    this.turnNeedle(fleet.heading[i]);
    for (const [which, points] of [['health', fleet.health[i]], ['magic', fleet.magic[i]]]) {
      setText(byId(`panel-${which}`), String(points));
      byId(`panel-${which}-meter`).value = points;
    }
  }

  /** Turns the short way round. @param {number} degrees NaN hides the needle */
  turnNeedle(degrees) {
    const needle = byId('panel-needle');
    needle.style.visibility = Number.isNaN(degrees) ? 'hidden' : 'visible';
    if (Number.isNaN(degrees)) return;
    const from = this.needle ?? degrees;
    this.needle = from + ((degrees - from) % 360 + 540) % 360 - 180;
    needle.style.transform = `rotate(${this.needle}deg)`;
  }

  async loadSummaries() {
    const {summaries, fleet} = this;
    const minutes = Number(byId('summaries-range').value);
    const to = Math.floor(fleet.now() / MINUTE) * MINUTE + MINUTE;
    const from = to - minutes * MINUTE;
    const isWanted = () => summaries === this.summaries && fleet === this.fleet && minutes === Number(byId('summaries-range').value);
    try {
      await summaries.load(from, to);
      if (isWanted()) this.showSummaries(from, to, 'No minute of this time is summed up. The first comes about a minute after takeoff.');
    } catch (problem) {
      if (isWanted()) this.showSummaries(0, 0, `The summaries are not available: ${/** @type {Error} */ (problem).message}`);
    }
  }

  /** @param {number} from @param {number} to an empty range shows the note only @param {string} note shown when there are none */
  showSummaries(from, to, note) {
    const buckets = this.summaries.buckets(from, to);
    const known = buckets.filter(bucket => bucket.samples > 0).reverse();
    byId('summaries-note').hidden = known.length > 0;
    setText(byId('summaries-note'), note);
    byId('summaries-wrap').hidden = known.length === 0;
    this.charts.show(known.length > 1 ? buckets : []);
    const time = to - from > 24 * 60 * MINUTE
      ? (/** @type {number} */ at) => `${day(at)} ${clock(at)}` : clock;
    byId('summaries').replaceChildren(...known.slice(0, ROWS).map(bucket => tableRow([
      time(bucket.time),
      count(bucket.distance),
      `${bucket.minHealth}–${bucket.maxHealth}`,
      `${bucket.minMagic}–${bucket.maxMagic}`,
      count(bucket.samples),
    ])));
  }

  /** Only simulated unicorns can be stopped. */
  async findSimulated() {
    if (!me.may('operator')) return;
    const name = this.name;
    try {
      await json(`/api/unicorns/${encodeURIComponent(name)}`);
      if (name === this.name) byId('panel-stop').hidden = false;
    } catch {
      // A real one, or the producer is away: there is nothing to stop.
    }
  }

  async stop() {
    const button = byId('panel-stop');
    button.disabled = true;
    try {
      await remove(`/api/unicorns/${encodeURIComponent(this.name)}`);
      button.hidden = true;
    } catch (problem) {
      setText(byId('panel-state'), /** @type {Error} */ (problem).message);
    } finally {
      button.disabled = false;
    }
  }
}

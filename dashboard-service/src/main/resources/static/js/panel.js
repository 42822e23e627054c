// @ts-check
/**
 * One unicorn: live values, and its last minute summaries from the table.
 *
 * @typedef {import('./fleet.js').Fleet} Fleet
 * @typedef {{statusTime: string, distance: number, minHealthPoints: number, maxHealthPoints: number,
 *   minMagicPoints: number, maxMagicPoints: number, samples: number}} Summary
 */
import {json, remove} from './api.js';
import {SummaryCharts} from './charts.js';
import {byId, setText, tableRow} from './dom.js';
import {age, clock, count, heading, position, speed} from './format.js';

const MINUTES = 60;
const REFRESH = 15_000;
const STATES = {good: 'Flying well', weak: 'Flying, weak', low: 'Flying, needs help', silent: 'Silent'};

export class Panel {
  /**
   * @param {Fleet} fleet
   * @param {{onClose: () => void, onFollow: (on: boolean) => void, onCentre: () => void}} callbacks
   */
  constructor(fleet, {onClose, onFollow, onCentre}) {
    this.fleet = fleet;
    this.name = '';
    this.charts = new SummaryCharts();
    this.element = byId('panel');
    byId('panel-close').addEventListener('click', onClose);
    byId('panel-centre').addEventListener('click', onCentre);
    byId('panel-follow').addEventListener('click', () => onFollow(!this.isFollowing()));
    byId('panel-stop').addEventListener('click', () => this.stop());
    setInterval(() => this.update(), 1000);
    setInterval(() => this.name && !document.hidden && this.loadSummaries(), REFRESH);
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
    this.showSummaries(null, 'Loading…');
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
    const name = this.name;
    try {
      const page = await json(`/api/unicorns/${encodeURIComponent(name)}/summaries?limit=${MINUTES}`);
      if (name === this.name) this.showSummaries(page.items, 'No minute is summed up yet. The first comes about a minute after takeoff.');
    } catch (problem) {
      if (name === this.name) this.showSummaries(null, `The summaries are not available: ${/** @type {Error} */ (problem).message}`);
    }
  }

  /** @param {Summary[] | null} summaries newest first @param {string} note shown when there are none */
  showSummaries(summaries, note) {
    const some = summaries !== null && summaries.length > 0;
    byId('summaries-note').hidden = some;
    setText(byId('summaries-note'), note);
    byId('summaries-wrap').hidden = !some;
    this.charts.show(some && summaries.length > 1 ? summaries : []);
    byId('summaries').replaceChildren(...(summaries ?? []).map(summary => tableRow([
      clock(summary.statusTime),
      count(summary.distance),
      `${summary.minHealthPoints}–${summary.maxHealthPoints}`,
      `${summary.minMagicPoints}–${summary.maxMagicPoints}`,
      count(summary.samples),
    ])));
  }

  /** Only simulated unicorns can be stopped. */
  async findSimulated() {
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

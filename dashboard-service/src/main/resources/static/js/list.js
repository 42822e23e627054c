// @ts-check
/**
 * The searchable, sortable list: only the rows in view exist. A listbox, so that arrow keys, Home, End and Enter work.
 *
 * @typedef {import('./fleet.js').Fleet} Fleet
 */
import {byId, make, setText} from './dom.js';
import {age, compass, count, speed} from './format.js';
import {me} from './me.js';

const ROW = 58;
const SPARE = 4;
/** An order that moves under the pointer cannot be read: it is renewed this often at the most. */
const RESORT = 2000;
const SVG = 'http://www.w3.org/2000/svg';
const collator = new Intl.Collator('en', {numeric: true});

/** One row that is reused for whoever scrolls into view. */
class Row {
  constructor() {
    this.element = make('div', 'row');
    this.element.setAttribute('role', 'option');
    const mark = document.createElementNS(SVG, 'svg');
    mark.setAttribute('viewBox', '0 0 16 16');
    mark.setAttribute('class', 'mark');
    mark.setAttribute('aria-hidden', 'true');
    this.arrow = document.createElementNS(SVG, 'path');
    this.arrow.setAttribute('fill', 'currentColor');
    mark.append(this.arrow);
    this.name = make('div', 'name');
    this.sub = make('div', 'sub');
    const text = make('div');
    text.append(this.name, this.sub);
    const points = make('div', 'points');
    this.health = this.meter(points, '♥', 'Health');
    this.magic = this.meter(points, '✦', 'Magic');
    this.element.append(mark, text, points);
    this.unicorn = -1;
  }

  /** @param {HTMLElement} parent @param {string} symbol @param {string} label */
  meter(parent, symbol, label) {
    const line = make('span');
    const icon = make('i', '', symbol);
    icon.setAttribute('aria-hidden', 'true');
    const bar = make('div', 'meter');
    const value = make('b');
    line.append(make('span', 'sr', label), icon, bar, value);
    parent.append(line);
    return {bar, value};
  }

  /** @param {Fleet} fleet @param {number} i @param {number} at @param {number} now */
  show(fleet, i, at, now) {
    this.unicorn = i;
    const {element} = this;
    element.id = `unicorn-${i}`;
    element.style.transform = `translateY(${at * ROW}px)`;
    element.setAttribute('aria-posinset', String(at + 1));
    const vital = fleet.vital(i, now);
    element.dataset.vital = vital;
    const heading = fleet.heading[i];
    this.arrow.setAttribute('d', Number.isNaN(heading) ? 'M8 4a4 4 0 1 0 .01 0Z' : 'M8 1 13 14 8 11 3 14Z');
    this.arrow.setAttribute('transform', Number.isNaN(heading) ? '' : `rotate(${Math.round(heading)} 8 8)`);
    setText(this.name, fleet.names[i]);
    const since = now - fleet.statusTime[i];
    const ago = since < 3000 ? '' : `${age(Math.floor(since / 1000) * 1000).replace('.0', '')} ago`;
    const motion = Number.isNaN(fleet.speed[i]) ? 'First report'
      : Number.isNaN(heading) ? speed(fleet.speed[i]) : `${speed(fleet.speed[i])} ${compass(heading)}`;
    setText(this.sub, vital === 'silent' ? `Silent for ${age(since)}` : ago ? `${motion} · ${ago}` : motion);
    this.points(this.health, fleet.health[i]);
    this.points(this.magic, fleet.magic[i]);
  }

  /** @param {{bar: HTMLElement, value: HTMLElement}} meter @param {number} points */
  points({bar, value}, points) {
    bar.style.setProperty('--part', String(Math.max(0, Math.min(1, points / 200))));
    setText(value, String(points));
  }
}

export class FleetList {
  /** @param {Fleet} fleet @param {(name: string) => void} onPick */
  constructor(fleet, onPick) {
    this.fleet = fleet;
    this.onPick = onPick;
    this.box = byId('fleet-list');
    this.space = byId('list-space');
    this.empty = byId('list-empty');
    this.search = byId('search');
    this.sort = byId('sort');
    /** @type {number[]} Indices of those that match, in order. */
    this.shown = [];
    /** @type {Row[]} */
    this.rows = [];
    this.selected = '';
    this.active = '';
    this.sortedAt = 0;
    this.membership = -1;
    /** Each one's place in the order of names. */
    this.ranks = new Int32Array(0);
    this.frame = 0;
    this.search.addEventListener('input', () => this.renew());
    this.sort.addEventListener('change', () => this.renew());
    this.search.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'ArrowDown') {
        event.preventDefault();
        this.box.focus();
        if (!this.active) this.move(0);
      } else if (event.key === 'Enter' && this.shown.length > 0) {
        this.onPick(this.fleet.names[this.shown[0]]);
      }
    });
    this.box.addEventListener('scroll', () => this.schedule(), {passive: true});
    this.box.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.key(event));
    this.box.addEventListener('click', (/** @type {any} */ event) => {
      const row = this.rows.find(r => r.element.contains(event.target));
      if (row) this.onPick(this.fleet.names[row.unicorn]);
    });
    new ResizeObserver(() => this.schedule()).observe(this.box);
  }

  /** Shows another fleet. @param {Fleet} fleet */
  use(fleet) {
    this.fleet = fleet;
    this.membership = -1;
    this.renew();
  }

  /** After the fleet has changed. */
  update() {
    const moving = this.sort.value !== 'name' && performance.now() - this.sortedAt > RESORT;
    if (this.membership !== this.fleet.membership || moving) this.renew();
    else this.schedule();
  }

  renew() {
    const {fleet} = this;
    if (this.membership !== fleet.membership) this.rank();
    this.membership = fleet.membership;
    this.sortedAt = performance.now();
    const wanted = this.search.value.trim().toLocaleLowerCase();
    this.shown = [];
    for (let i = 0; i < fleet.count; i++) {
      if (!wanted || fleet.names[i].toLocaleLowerCase().includes(wanted)) this.shown.push(i);
    }
    this.shown.sort(this.order());
    this.space.style.height = `${this.shown.length * ROW}px`;
    setText(byId('fleet-count'), wanted ? `${count(this.shown.length)} of ${count(fleet.count)}` : count(fleet.count));
    this.empty.hidden = this.shown.length > 0;
    setText(this.empty, wanted ? 'Nobody is called that.'
      : `Nobody is flying yet.${me.may('operator') ? ' “Fly more” starts some unicorns.' : ''}`);
    this.schedule();
  }

  /** Compares names once for all the orders that they decide: with thousands it takes longer than a frame may. */
  rank() {
    const {names, count: size} = this.fleet;
    const sorted = Array.from({length: size}, (_, i) => i).sort((a, b) => collator.compare(names[a], names[b]));
    this.ranks = new Int32Array(size);
    sorted.forEach((i, at) => this.ranks[i] = at);
  }

  /** @returns {(a: number, b: number) => number} */
  order() {
    const {health, magic, speed: speeds, statusTime} = this.fleet;
    const {ranks} = this;
    const byName = (/** @type {number} */ a, /** @type {number} */ b) => ranks[a] - ranks[b];
    switch (this.sort.value) {
      case 'vitals': return (a, b) => Math.min(health[a], magic[a]) - Math.min(health[b], magic[b]) || byName(a, b);
      case 'speed': return (a, b) => (speeds[b] || 0) - (speeds[a] || 0) || byName(a, b);
      case 'age': return (a, b) => Math.floor(statusTime[a] / 1000) - Math.floor(statusTime[b] / 1000) || byName(a, b);
      default: return byName;
    }
  }

  schedule() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.paint();
    });
  }

  paint() {
    const {box, shown, rows, fleet} = this;
    const first = Math.max(0, Math.floor(box.scrollTop / ROW) - SPARE);
    const last = Math.min(shown.length, Math.ceil((box.scrollTop + box.clientHeight) / ROW) + SPARE);
    while (rows.length < last - first) {
      const row = new Row();
      rows.push(row);
      this.space.append(row.element);
    }
    const now = fleet.now();
    rows.forEach((row, r) => {
      // Each position keeps its row while scrolling, so that only rows that came into view change.
      const at = first + ((r - first % rows.length + rows.length) % rows.length);
      row.element.hidden = at >= last;
      if (at >= last) {
        row.unicorn = -1;
        row.element.removeAttribute('id');
        return;
      }
      row.show(fleet, shown[at], at, now);
      const name = fleet.names[shown[at]];
      row.element.setAttribute('aria-setsize', String(shown.length));
      row.element.setAttribute('aria-selected', String(name === this.selected));
      row.element.classList.toggle('active', name === this.active);
    });
    const active = fleet.byName.get(this.active);
    if (active === undefined) box.removeAttribute('aria-activedescendant');
    else box.setAttribute('aria-activedescendant', `unicorn-${active}`);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const at = this.shown.findIndex(i => this.fleet.names[i] === this.active);
    const page = Math.max(1, Math.floor(this.box.clientHeight / ROW) - 1);
    /** @type {Record<string, number>} */
    const moves = {ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: this.shown.length - 1};
    if (event.key in moves) {
      event.preventDefault();
      this.move(moves[event.key]);
    } else if ((event.key === 'Enter' || event.key === ' ') && this.active) {
      event.preventDefault();
      this.onPick(this.active);
    }
  }

  /** @param {number} at */
  move(at) {
    if (this.shown.length === 0) return;
    at = Math.max(0, Math.min(this.shown.length - 1, at));
    this.active = this.fleet.names[this.shown[at]];
    const top = at * ROW;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top + ROW > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = top + ROW - this.box.clientHeight;
    this.schedule();
  }

  /** @param {string} name '' for nobody */
  select(name) {
    this.selected = name;
    this.active = name;
    const at = this.shown.findIndex(i => this.fleet.names[i] === name);
    if (at >= 0) this.move(at);
    this.schedule();
  }
}

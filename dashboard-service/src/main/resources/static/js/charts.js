// @ts-check
/** Charts of a unicorn's summaries: metres as bars, health and magic as bands from least to greatest. */
import uPlot from '/webjars/uplot/1.6.30/dist/uPlot.esm.js';
import {byId, setText} from './dom.js';
import {brief, clock, count, day} from './format.js';
import {colour, onThemeChange} from './theme.js';

/** @typedef {import('./summaries.js').Bucket} Bucket */

const HEIGHT = 118;
const DAY = 86_400;

/** @param {string} name @param {number} percent */
const tinted = (name, percent) => `color-mix(in srgb, ${colour(name)} ${percent}%, transparent)`;

export class SummaryCharts {
  constructor() {
    /** @type {Bucket[]} */
    this.buckets = [];
    this.shown = '';
    /** @type {any[]} */
    this.plots = [];
    onThemeChange(() => this.paint());
  }

  /** @param {Bucket[]} buckets oldest first; none hides the charts */
  show(buckets) {
    const shown = JSON.stringify(buckets);
    if (shown === this.shown) return;
    this.shown = shown;
    this.buckets = buckets;
    this.paint();
  }

  paint() {
    this.plots.forEach(plot => plot.destroy());
    this.plots = [];
    const {buckets} = this;
    const known = buckets.filter(bucket => bucket.samples > 0);
    byId('chart-distance-figure').hidden = known.length === 0;
    byId('chart-vitals-figure').hidden = known.length === 0;
    if (known.length === 0) return;
    const times = buckets.map(bucket => bucket.time / 1000);
    const column = (/** @type {keyof Bucket} */ key) => buckets.map(bucket => bucket.samples > 0 ? bucket[key] : null);
    setText(byId('chart-bucket'), buckets[0].minutes === 1 ? 'minute' : `${buckets[0].minutes} minutes`);
    this.plots.push(new uPlot({
      ...this.frame('chart-distance', {y: {range: (/** @type {any} */ _, /** @type {number} */ __, /** @type {number} */ most) => [0, most * 1.12 || 1]}}),
      series: [{}, {fill: tinted('accent', 75), stroke: colour('accent'), width: 0, points: {show: false}, paths: uPlot.paths.bars({size: [0.7, 22], radius: 0.2})}],
    }, [times, column('distance')], byId('chart-distance')));

    const edge = (/** @type {string} */ name) => ({stroke: colour(name), width: 1.5, points: {show: known.length < 3}});
    this.plots.push(new uPlot({
      ...this.frame('chart-vitals', {y: {range: (/** @type {any} */ _, /** @type {number} */ least, /** @type {number} */ most) => [Math.min(least, 100) - 5, Math.max(most, 160) + 5]}}),
      series: [{}, edge('health'), edge('health'), edge('magic'), edge('magic')],
      bands: [{series: [2, 1], fill: tinted('health', 24)}, {series: [4, 3], fill: tinted('magic', 24)}],
    }, [times, column('minHealth'), column('maxHealth'), column('minMagic'), column('maxMagic')], byId('chart-vitals')));
    this.describe(known);
  }

  /** What the charts show, in words. @param {Bucket[]} known */
  describe(known) {
    const least = (/** @type {keyof Bucket} */ key) => Math.min(...known.map(bucket => Number(bucket[key])));
    const most = (/** @type {keyof Bucket} */ key) => Math.max(...known.map(bucket => Number(bucket[key])));
    const metres = known.reduce((sum, bucket) => sum + bucket.distance, 0);
    const range = `from ${this.label(known[0].time)} to ${this.label(known[known.length - 1].time)}`;
    byId('chart-distance').setAttribute('aria-label',
      `${count(metres)} metres ${range}, ${count(least('distance'))} to ${count(most('distance'))} in each part`);
    byId('chart-vitals').setAttribute('aria-label',
      `Health ${count(least('minHealth'))} to ${count(most('maxHealth'))}, magic ${count(least('minMagic'))} to ${count(most('maxMagic'))}, ${range}`);
  }

  /** @param {number} time */
  label(time) {
    const {buckets} = this;
    return (buckets[buckets.length - 1].time - buckets[0].time) / 1000 > DAY ? day(time) : clock(time);
  }

  /** What both charts share. @param {string} id @param {object} scales */
  frame(id, scales) {
    const {buckets} = this;
    const size = buckets[0].minutes * 60;
    const [first, last] = [buckets[0].time / 1000, buckets[buckets.length - 1].time / 1000];
    const axis = {
      stroke: colour('muted'), font: '11px system-ui, sans-serif',
      grid: {stroke: colour('line'), width: 0.5}, ticks: {show: false},
    };
    return {
      width: byId(id).clientWidth || 330, height: HEIGHT, legend: {show: false}, cursor: {show: false}, padding: [6, 14, 0, 0],
      scales: {x: {range: () => [first - size / 2, last + size / 2]}, ...scales},
      axes: [
        {...axis, space: 60, size: 24, values: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map(second => this.label(second * 1000))},
        {...axis, size: 44, space: 30, values: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map(brief)},
      ],
    };
  }
}

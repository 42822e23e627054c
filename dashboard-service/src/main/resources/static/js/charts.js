// @ts-check
/** Charts of a unicorn's minute summaries: metres as bars, health and magic as bands from least to greatest. */
import uPlot from '/webjars/uplot/1.6.30/dist/uPlot.esm.js';
import {byId} from './dom.js';
import {clock} from './format.js';
import {colour, onThemeChange} from './theme.js';

/** @typedef {import('./panel.js').Summary} Summary */

const HEIGHT = 118;

/** @param {string} name @param {number} percent */
const tinted = (name, percent) => `color-mix(in srgb, ${colour(name)} ${percent}%, transparent)`;

export class SummaryCharts {
  constructor() {
    /** @type {Summary[]} */
    this.summaries = [];
    /** @type {any[]} */
    this.plots = [];
    onThemeChange(() => this.paint());
  }

  /** @param {Summary[]} summaries newest first; none hides the charts */
  show(summaries) {
    const same = summaries.length === this.summaries.length && summaries[0]?.statusTime === this.summaries[0]?.statusTime
      && summaries[0]?.samples === this.summaries[0]?.samples;
    if (same) return;
    this.summaries = summaries;
    this.paint();
  }

  paint() {
    this.plots.forEach(plot => plot.destroy());
    this.plots = [];
    const some = this.summaries.length > 0;
    byId('chart-distance-figure').hidden = !some;
    byId('chart-vitals-figure').hidden = !some;
    if (!some) return;
    const oldestFirst = this.summaries.slice().reverse();
    const minutes = oldestFirst.map(summary => Date.parse(summary.statusTime) / 1000);
    const column = (/** @type {keyof Summary} */ key) => oldestFirst.map(summary => summary[key]);
    this.plots.push(new uPlot({
      ...this.frame('chart-distance'),
      scales: {y: {range: (/** @type {any} */ _, /** @type {number} */ __, /** @type {number} */ most) => [0, most * 1.12 || 1]}},
      series: [{}, {fill: tinted('accent', 75), stroke: colour('accent'), width: 0, points: {show: false}, paths: uPlot.paths.bars({size: [0.7, 22], radius: 0.2})}],
    }, [minutes, column('distance')], byId('chart-distance')));

    const edge = (/** @type {string} */ name) => ({stroke: colour(name), width: 1.5, points: {show: false}});
    this.plots.push(new uPlot({
      ...this.frame('chart-vitals'),
      scales: {y: {range: (/** @type {any} */ _, /** @type {number} */ least, /** @type {number} */ most) => [Math.min(least, 100) - 5, Math.max(most, 160) + 5]}},
      series: [{}, edge('health'), edge('health'), edge('magic'), edge('magic')],
      bands: [{series: [2, 1], fill: tinted('health', 24)}, {series: [4, 3], fill: tinted('magic', 24)}],
    }, [minutes, column('minHealthPoints'), column('maxHealthPoints'), column('minMagicPoints'), column('maxMagicPoints')], byId('chart-vitals')));
  }

  /** What both charts share. @param {string} id */
  frame(id) {
    const axis = {
      stroke: colour('muted'), font: '11px system-ui, sans-serif',
      grid: {stroke: colour('line'), width: 0.5}, ticks: {show: false},
    };
    return {
      width: byId(id).clientWidth || 330, height: HEIGHT, legend: {show: false}, cursor: {show: false}, padding: [6, 4, 0, 0],
      axes: [
        {...axis, space: 60, size: 24, values: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map(second => clock(second * 1000))},
        {...axis, size: 44, space: 30},
      ],
    };
  }
}

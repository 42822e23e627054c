// @ts-check
/** What the archive can be asked: the ready reports with a field for each parameter, and SQL of one's own. */
import {json, post} from './api.js';
import {byId, make, setText} from './dom.js';

/**
 * @typedef {{name: string, type: 'TEXT'|'TIME'|'NUMBER', description: string, required: boolean, defaultValue: any,
 *   defaultAge: string|null, least: number|null, most: number|null}} Parameter
 * @typedef {{id: string, title: string, description: string, parameters: Parameter[]}} Report
 */

/** Its own SQL is the question '' of the list. */
export class Questions {
  constructor() {
    /** @type {Map<string, Report>} */
    this.reports = new Map();
    byId('question').addEventListener('change', () => this.show());
  }

  async load() {
    for (const report of (await json('/api/reports')).items) {
      this.reports.set(report.id, report);
      const option = /** @type {HTMLOptionElement} */ (make('option', '', report.title));
      option.value = report.id;
      byId('question').append(option);
    }
  }

  show() {
    const report = this.reports.get(byId('question').value);
    byId('sql-field').hidden = Boolean(report);
    byId('sql').required = !report;
    setText(byId('question-note'), report ? report.description : '');
    byId('parameters').replaceChildren(...(report?.parameters ?? []).map(field));
  }

  /** What is asked, in a few words. */
  title() {
    const report = this.reports.get(byId('question').value);
    const name = report?.parameters.some(parameter => parameter.name === 'name') ? byId('parameter-name').value : '';
    return name ? `Path of ${name}` : report?.title ?? 'SQL';
  }

  /** Starts what is asked; the answer is the query's state. @returns {Promise<any>} */
  ask() {
    const report = this.reports.get(byId('question').value);
    if (!report) return post('/api/queries', {sql: byId('sql').value});
    /** @type {Record<string, string|number>} */
    const values = {};
    for (const parameter of report.parameters) {
      const text = byId(`parameter-${parameter.name}`).value;
      if (text !== '') values[parameter.name] = value(parameter, text);
    }
    return post(`/api/reports/${report.id}`, values);
  }
}

/** @param {Parameter} parameter @param {string} text */
function value(parameter, text) {
  if (parameter.type === 'NUMBER') return Number(text);
  return parameter.type === 'TIME' ? `${text}Z` : text;
}

/** @param {Parameter} parameter */
function field(parameter) {
  const label = make('label', 'field grow');
  const input = document.createElement('input');
  input.id = `parameter-${parameter.name}`;
  input.required = parameter.required;
  input.title = parameter.description;
  if (parameter.type === 'TIME') {
    input.type = 'datetime-local';
    input.step = '1';
    if (parameter.defaultAge) input.value = utc(Date.now() - millis(parameter.defaultAge));
  } else if (parameter.type === 'NUMBER') {
    input.type = 'number';
    input.min = String(parameter.least);
    input.max = String(parameter.most);
    input.value = String(parameter.defaultValue);
  } else {
    input.autocomplete = 'off';
    input.spellcheck = false;
  }
  const name = parameter.name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
  label.append(make('span', '', name[0].toUpperCase() + name.slice(1) + (parameter.type === 'TIME' ? ' (UTC)' : '')), input);
  return label;
}

/** As the field of a time has it. @param {number} time */
function utc(time) {
  return new Date(time).toISOString().slice(0, 19);
}

/** @param {string} duration such as PT24H */
function millis(duration) {
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration);
  if (!parts) throw new Error(`A default must be an age such as PT24H, but is ${duration}`);
  const [hours, minutes, seconds] = parts.slice(1).map(part => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

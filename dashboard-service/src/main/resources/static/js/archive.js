// @ts-check
/** The archive's view: questions over all reports, and the files they lie in. */
import {json, remove, request} from './api.js';
import {byId, make, setText, tableRow} from './dom.js';
import {bytes, count, dateTime} from './format.js';
import {Questions} from './questions.js';

/** A first query to run: who flew how far. */
const SAMPLE = `SELECT name, count(*) AS reports, round(sum(distance)) AS metres,
       min(healthpoints) AS least_health, min(magicpoints) AS least_magic
FROM reports
GROUP BY name
ORDER BY metres DESC`;

const ROWS = 200;
const POLL = [200, 400, 800, 1500];

export class Archive {
  constructor() {
    this.questions = new Questions();
    this.query = '';
    this.cursor = '';
    byId('sql-form').addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.run();
    });
    byId('sql').addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) byId('sql-form').requestSubmit();
    });
    byId('sql-cancel').addEventListener('click', () => this.query && remove(`/api/queries/${this.query}`).catch(() => {}));
    byId('sql-csv').addEventListener('click', () => this.download());
    byId('files-form').addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.list(false);
    });
    byId('files-more').addEventListener('click', () => this.list(true));
    this.opened = false;
  }

  open() {
    if (this.opened) return;
    this.opened = true;
    byId('sql').value = SAMPLE;
    this.list(false);
    this.questions.load().catch(problem => this.say(problem.message, true));
  }

  /** @param {string} text @param {boolean} [problem] */
  say(text, problem = false) {
    setText(byId('sql-state'), text);
    byId('sql-state').classList.toggle('problem', problem);
  }

  async run() {
    byId('sql-run').disabled = true;
    byId('sql-csv').hidden = true;
    byId('sql-wrap').hidden = true;
    this.say('Running…');
    try {
      const started = await this.questions.ask();
      this.query = started.id;
      byId('sql-cancel').hidden = false;
      const query = await this.finished(started);
      if (query.state !== 'SUCCEEDED') throw new Error(query.reason ?? `The query is ${query.state.toLowerCase()}.`);
      await this.showResult(query);
    } catch (problem) {
      this.say(/** @type {Error} */ (problem).message, true);
    } finally {
      byId('sql-run').disabled = false;
      byId('sql-cancel').hidden = true;
    }
  }

  /** @param {any} query */
  async finished(query) {
    for (let round = 0; query.state === 'QUEUED' || query.state === 'RUNNING'; round++) {
      await new Promise(resolve => setTimeout(resolve, POLL[Math.min(round, POLL.length - 1)]));
      query = await json(`/api/queries/${query.id}`);
    }
    return query;
  }

  /** @param {any} query */
  async showResult(query) {
    const result = await json(`/api/queries/${query.id}/results?limit=${ROWS}`);
    byId('sql-head').replaceChildren(tableRow(result.columns.map((/** @type {any} */ column) => column.name), 'th'));
    byId('sql-rows').replaceChildren(...result.items.map((/** @type {any[]} */ items) => {
      const row = document.createElement('tr');
      for (const item of items) row.append(make('td', typeof item === 'string' ? 'text' : '', item === null ? '–' : String(item)));
      return row;
    }));
    byId('sql-wrap').hidden = false;
    byId('sql-csv').hidden = false;
    const rows = result.cursor ? `the first ${count(result.items.length)} rows` : `${count(result.items.length)} rows`;
    const scanned = query.scannedBytes === null ? '' : `, ${bytes(query.scannedBytes)} read`;
    this.say(`${rows}${scanned}, ${count(query.runtimeMillis ?? 0)} ms`);
  }

  async download() {
    try {
      const response = await request(`/api/queries/${this.query}/results`, {headers: {Accept: 'text/csv'}});
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await response.blob());
      link.download = `wild-rydes-${this.query}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch (problem) {
      this.say(/** @type {Error} */ (problem).message, true);
    }
  }

  /** @param {boolean} more whether to go on after what is listed */
  async list(more) {
    const note = byId('files-note');
    const prefix = byId('files-prefix').value.trim();
    setText(note, 'Looking…');
    note.classList.remove('problem');
    try {
      const query = new URLSearchParams({prefix, ...(more && {cursor: this.cursor})});
      const page = await json(`/api/files?${query}`);
      if (!more) byId('files').replaceChildren();
      byId('files').append(...page.items.map(fileRow));
      this.cursor = page.cursor ?? '';
      byId('files-more').hidden = !page.cursor;
      byId('files-wrap').hidden = byId('files').childElementCount === 0;
      setText(note, byId('files').childElementCount === 0
        ? 'Nothing is archived here yet. Firehose writes its first file a minute or two after the first report.'
        : '');
    } catch (problem) {
      setText(note, /** @type {Error} */ (problem).message);
      note.classList.add('problem');
    }
  }
}

/** @param {{key: string, bytes: number, lastModified: string}} file */
function fileRow(file) {
  const row = tableRow(['', bytes(file.bytes), dateTime(file.lastModified)]);
  const link = /** @type {HTMLAnchorElement} */ (make('a', '', file.key));
  link.href = `/api/files/${file.key.split('/').map(encodeURIComponent).join('/')}`;
  link.setAttribute('download', '');
  row.firstElementChild?.classList.add('text');
  row.firstElementChild?.append(link);
  return row;
}

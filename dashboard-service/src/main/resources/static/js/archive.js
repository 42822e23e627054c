// @ts-check
/** The archive's view: questions over all reports, and the files they lie in. */
import {json} from './api.js';
import {byId, make, setText, tableRow} from './dom.js';
import {bytes, count, dateTime} from './format.js';
import {hasPath, pathsOf} from './paths.js';
import {Query} from './query.js';
import {Questions} from './questions.js';
import {SortableTable} from './table.js';

/** A first query to run: who flew how far. */
const SAMPLE = `SELECT name, count(*) AS reports, round(sum(distance)) AS metres,
       min(healthpoints) AS least_health, min(magicpoints) AS least_magic
FROM reports
GROUP BY name
ORDER BY metres DESC`;

/** As many as the server gives in one answer; the CSV has all. */
const ROWS = 1000;

export class Archive {
  /** @param {(paths: Map<string, [number, number][]>, title: string) => void} onPlot paths are to be shown on the map */
  constructor(onPlot) {
    this.onPlot = onPlot;
    this.questions = new Questions();
    this.table = new SortableTable();
    /** @type {Query | null} */
    this.query = null;
    this.title = '';
    this.cursor = '';
    byId('sql-form').addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.run();
    });
    byId('sql').addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) byId('sql-form').requestSubmit();
    });
    byId('sql-cancel').addEventListener('click', () => this.query?.cancel());
    byId('sql-csv').addEventListener('click', () => this.download());
    byId('sql-plot').addEventListener('click', () => this.plot());
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
    byId('sql-progress').hidden = false;
    for (const id of ['sql-csv', 'sql-plot', 'sql-wrap']) byId(id).hidden = true;
    this.say('Starting…');
    const began = performance.now();
    try {
      this.title = this.questions.title();
      this.query = new Query(await this.questions.ask());
      byId('sql-cancel').hidden = false;
      await this.query.finished(state => {
        const scanned = state.scannedBytes ? `, ${bytes(state.scannedBytes)} read` : '';
        this.say(`${state.state === 'QUEUED' ? 'Waiting' : 'Running'}, ${Math.round((performance.now() - began) / 1000)} s${scanned}`);
      });
      await this.showResult(this.query);
    } catch (problem) {
      this.say(/** @type {Error} */ (problem).message, true);
    } finally {
      byId('sql-run').disabled = false;
      byId('sql-progress').hidden = true;
      byId('sql-cancel').hidden = true;
    }
  }

  /** @param {Query} query */
  async showResult(query) {
    const {columns, items, cursor} = await query.rows(ROWS);
    this.table.show(columns, items);
    byId('sql-wrap').hidden = false;
    byId('sql-csv').hidden = false;
    byId('sql-plot').hidden = items.length === 0 || !hasPath(columns);
    const {scannedBytes, runtimeMillis} = query.state;
    const rows = cursor ? `the first ${count(items.length)} rows, the CSV has all` : `${count(items.length)} rows`;
    const scanned = scannedBytes === null ? '' : `, ${bytes(scannedBytes)} read`;
    this.say(`${rows}${scanned}, ${count(runtimeMillis ?? 0)} ms`);
  }

  async download() {
    const query = /** @type {Query} */ (this.query);
    try {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await (await query.csv()).blob());
      link.download = `wild-rydes-${query.id}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch (problem) {
      this.say(/** @type {Error} */ (problem).message, true);
    }
  }

  async plot() {
    try {
      const csv = await (await /** @type {Query} */ (this.query).csv()).text();
      this.onPlot(pathsOf(csv), this.title);
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

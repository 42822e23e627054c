// @ts-check
/**
 * A past range of time, asked of the archive and played on the map in place of the live fleet.
 *
 * @typedef {import('./recording.js').Sample} Sample
 */
import {post} from './api.js';
import {columnsNamed, parseCsv, utcMillis} from './csv.js';
import {byId, setText} from './dom.js';
import {Fleet} from './fleet.js';
import {count, utc} from './format.js';
import {Query} from './query.js';
import {Recording} from './recording.js';

/** A range is asked for in so many steps; between them everybody flies straight on. */
const STEPS = 300;
const MOST_ROWS = 400_000;
/** Between two positions that are shown, in milliseconds. */
const TICK = 50;
/** A jump further than this, in replayed milliseconds, begins the trails anew. */
const JUMP = 120_000;
const SCRUBBER = 1000;

/** The fleet as it was; its clock is the replay's. */
class PastFleet extends Fleet {
  now() {
    return this.serverTime;
  }
}

/** Plays a recording into a fleet. */
export class Player {
  /** @param {Recording} recording @param {number} silentAfter in milliseconds */
  constructor(recording, silentAfter) {
    this.recording = recording;
    this.fleet = new PastFleet();
    this.fleet.silentAfter = silentAfter;
    this.time = NaN;
    this.seek(recording.from);
  }

  /** @param {number} time milliseconds since 1970; held within the recording */
  seek(time) {
    const {recording, fleet} = this;
    time = Math.max(recording.from, Math.min(recording.to, time));
    const goesOn = time >= this.time && time - this.time < JUMP;
    if (!goesOn) fleet.forgetTrails();
    this.time = time;
    fleet.apply({type: goesOn ? 'frame' : 'snapshot', seq: fleet.seq + 1, from: fleet.seq, time, unicorns: recording.at(time)});
  }

  atEnd() {
    return this.time >= this.recording.to;
  }
}

export class Replay {
  /**
   * @param {{onShow: (player: Player) => void, onMove: () => void, onEnd: () => void}} callbacks onShow when a recording is on,
   *   onMove when its time has changed, onEnd when the map is live again
   */
  constructor({onShow, onMove, onEnd}) {
    this.callbacks = {onShow, onMove, onEnd};
    /** @type {Player | null} */
    this.player = null;
    /** @type {Query | null} */
    this.query = null;
    this.playing = false;
    this.lastTick = 0;
    byId('open-replay').addEventListener('click', () => byId('replay').hidden ? this.open() : this.close());
    byId('replay-close').addEventListener('click', () => this.close());
    byId('replay-range').addEventListener('change', () => this.chooseTimes());
    byId('replay-form').addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.load();
    });
    byId('replay-cancel').addEventListener('click', () => this.query?.cancel());
    byId('replay-play').addEventListener('click', () => this.play(!this.playing));
    byId('replay-at').addEventListener('input', () => {
      const {recording} = /** @type {Player} */ (this.player);
      this.show(recording.from + byId('replay-at').valueAsNumber / SCRUBBER * (recording.to - recording.from));
    });
  }

  open() {
    byId('replay').hidden = false;
    byId('open-replay').setAttribute('aria-expanded', 'true');
    byId('replay-range').focus();
  }

  close() {
    this.play(false);
    this.query?.cancel();
    const shown = this.player !== null;
    this.player = null;
    byId('player').hidden = true;
    byId('replay').hidden = true;
    byId('open-replay').setAttribute('aria-expanded', 'false');
    this.say('From the archive, which has a report some minutes after it was sent.');
    if (shown) this.callbacks.onEnd();
    byId('open-replay').focus();
  }

  /** @param {string} text @param {boolean} [problem] */
  say(text, problem = false) {
    setText(byId('replay-note'), text);
    byId('replay-note').classList.toggle('problem', problem);
  }

  /** Fields for times of one's own, filled with the last hour. */
  chooseTimes() {
    const own = byId('replay-range').value === '';
    byId('replay-times').hidden = !own;
    for (const [id, age] of /** @type {[string, number][]} */ ([['replay-from', 3_600_000], ['replay-to', 0]])) {
      byId(id).required = own;
      if (own && !byId(id).value) byId(id).value = new Date(Date.now() - age).toISOString().slice(0, 19);
    }
  }

  /** @returns {[from: number, to: number]} */
  range() {
    const seconds = byId('replay-range').value;
    if (seconds) return [Date.now() - Number(seconds) * 1000, Date.now()];
    return [Date.parse(`${byId('replay-from').value}Z`), Date.parse(`${byId('replay-to').value}Z`)];
  }

  async load() {
    const [from, to] = this.range();
    if (!(from < to)) {
      this.say('The range must begin before it ends.', true);
      return;
    }
    byId('replay-load').disabled = true;
    this.play(false);
    try {
      const step = Math.max(1, Math.ceil((to - from) / 1000 / STEPS));
      this.say('Asking the archive…');
      this.query = new Query(await post('/api/reports/fleet', {
        from: new Date(from).toISOString(), to: new Date(to).toISOString(), stepSeconds: step, limit: MOST_ROWS,
      }));
      byId('replay-cancel').hidden = false;
      const began = performance.now();
      await this.query.finished(() => this.say(`The archive looks for it, ${Math.round((performance.now() - began) / 1000)} s…`));
      this.say('Reading the answer…');
      const samples = samplesOf(await (await this.query.csv()).text());
      if (byId('replay').hidden) return;
      this.start(samples, step);
    } catch (problem) {
      this.say(/** @type {Error} */ (problem).message, true);
    } finally {
      this.query = null;
      byId('replay-load').disabled = false;
      byId('replay-cancel').hidden = true;
    }
  }

  /** @param {Sample[]} samples @param {number} step seconds */
  start(samples, step) {
    if (samples.length === 0) {
      this.say('Nothing was archived of that time.');
      return;
    }
    const recording = new Recording(samples, Math.max(60_000, 3000 * step));
    this.player = new Player(recording, Math.max(30_000, 2000 * step));
    const cut = samples.length >= MOST_ROWS ? ` Only until ${utc(recording.to)}: a page takes ${count(MOST_ROWS)} positions.` : '';
    this.say(`${count(recording.tracks.length)} unicorns, a position every ${count(step)} s.${cut}`);
    byId('player').hidden = false;
    this.callbacks.onShow(this.player);
    this.show(recording.from);
    this.play(true);
    byId('replay-play').focus();
  }

  /** @param {boolean} on */
  play(on) {
    const {player} = this;
    if (on && player?.atEnd()) this.show(player.recording.from);
    this.playing = on && player !== null;
    byId('replay-play').setAttribute('aria-label', this.playing ? 'Pause' : 'Play');
    setText(byId('replay-play'), this.playing ? '❚❚' : '▶');
    if (!this.playing) return;
    this.lastTick = performance.now();
    requestAnimationFrame(now => this.tick(now));
  }

  /** @param {number} now */
  tick(now) {
    const {player} = this;
    if (!this.playing || !player) return;
    if (now - this.lastTick >= TICK) {
      // Whoever comes back to the tab goes on where the replay was.
      const passed = Math.min(now - this.lastTick, 1000);
      this.lastTick = now;
      this.show(player.time + passed * Number(byId('replay-speed').value));
      if (player.atEnd()) this.play(false);
    }
    requestAnimationFrame(next => this.tick(next));
  }

  /** @param {number} time */
  show(time) {
    const player = /** @type {Player} */ (this.player);
    player.seek(time);
    const {from, to} = player.recording;
    const text = utc(player.time);
    setText(byId('replay-clock'), text);
    byId('replay-at').value = String(to > from ? Math.round((player.time - from) / (to - from) * SCRUBBER) : 0);
    byId('replay-at').setAttribute('aria-valuetext', text);
    this.callbacks.onMove();
  }
}

/** @param {string} csv the answer of the report `fleet` @returns {Sample[]} */
function samplesOf(csv) {
  const {columns, rows} = parseCsv(csv);
  const [name, time, latitude, longitude, health, magic] =
    columnsNamed(columns, 'name', 'statustime', 'latitude', 'longitude', 'healthpoints', 'magicpoints');
  return rows.map(row => ({
    name: row[name], time: utcMillis(row[time]), latitude: Number(row[latitude]), longitude: Number(row[longitude]),
    health: Number(row[health]), magic: Number(row[magic]),
  }));
}

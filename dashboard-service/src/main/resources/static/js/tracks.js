// @ts-check
/**
 * Uploading recorded tracks, and how they fly.
 *
 * @typedef {{id: string, state: string, names: string[], vehicles: number, points: number, flown: number, progress: number,
 *   speed: number, skipped: {line: number, reason: string}[], skippedCount: number}} Track
 */
import {json, remove} from './api.js';
import {byId, make, setText} from './dom.js';
import {count} from './format.js';

const REFRESH = 1000;

export class Tracks {
  constructor() {
    this.timer = 0;
    byId('track-form').addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.upload();
    });
  }

  /** @param {boolean} looking whether the list is shown */
  look(looking) {
    clearInterval(this.timer);
    if (!looking) return;
    this.say('');
    this.refresh();
    this.timer = setInterval(() => document.hidden || this.refresh(), REFRESH);
  }

  /** @param {string} text @param {boolean} [problem] */
  say(text, problem = false) {
    setText(byId('track-note'), text);
    byId('track-note').classList.toggle('problem', problem);
  }

  async upload() {
    const file = byId('track-file').files[0];
    const name = byId('track-name').value.trim();
    const how = new URLSearchParams({speed: byId('track-speed').value, ...(name && {name})});
    const body = new FormData();
    body.append('file', file);
    byId('track-start').disabled = true;
    this.say(`Uploading ${file.name}…`);
    try {
      const track = /** @type {Track} */ (await json(`/api/replays?${how}`, {method: 'POST', body}));
      const left = track.skippedCount === 0 ? ''
        : ` ${count(track.skippedCount)} points are left out, the first in line ${track.skipped[0].line}: ${track.skipped[0].reason}.`;
      this.say(`${count(track.vehicles)} took off with ${count(track.points)} points.${left}`);
      byId('track-form').reset();
    } catch (problem) {
      this.say(/** @type {Error} */ (problem).message, true);
    } finally {
      byId('track-start').disabled = false;
    }
    this.refresh();
  }

  async refresh() {
    try {
      this.show((await json('/api/replays')).items);
    } catch {
      // The producer is away, which an upload will say.
      this.show([]);
    }
  }

  /** @param {Track[]} tracks */
  show(tracks) {
    const list = byId('tracks');
    const ids = new Set(tracks.map(track => track.id));
    for (const item of [...list.children]) if (!ids.has(item.dataset.track)) item.remove();
    tracks.forEach((track, i) => {
      const item = [...list.children].find(one => one.dataset.track === track.id) ?? this.item(track);
      const who = track.names.slice(0, 3).join(', ') + (track.vehicles > 3 ? ` and ${count(track.vehicles - 3)} more` : '');
      setText(item.querySelector('b'), who);
      setText(item.querySelector('.note'), track.state === 'finished' ? 'Landed' : `${count(track.flown)} of ${count(track.points)} points, ${track.speed} ×`);
      item.querySelector('progress').value = track.progress;
      setText(item.querySelector('button'), track.state === 'finished' ? 'Remove' : 'Stop');
      if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null);
    });
  }

  /** @param {Track} track */
  item(track) {
    const item = make('li');
    item.dataset.track = track.id;
    const progress = make('progress');
    progress.setAttribute('aria-label', 'Flown');
    const button = make('button', 'quiet');
    button.setAttribute('type', 'button');
    button.addEventListener('click', async () => {
      await remove(`/api/replays/${track.id}`).catch(problem => this.say(problem.message, true));
      this.refresh();
    });
    item.append(make('b'), make('span', 'note'), progress, button);
    return item;
  }
}

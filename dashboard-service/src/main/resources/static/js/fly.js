// @ts-check
/** The dialog that makes more fly: simulated unicorns and recorded tracks. */
import {post, remove} from './api.js';
import {byId, setText} from './dom.js';
import {count} from './format.js';
import {Tracks} from './tracks.js';

/** @param {() => {latitude: number, longitude: number}} middle where the new ones start */
export function wireFlying(middle) {
  const dialog = byId('fly');
  const note = byId('simulator-note');
  const tracks = new Tracks();
  const say = (/** @type {string} */ text, problem = false) => {
    setText(note, text);
    note.classList.toggle('problem', problem);
  };
  byId('open-fly').addEventListener('click', () => {
    say('');
    dialog.showModal();
    tracks.look(true);
  });
  byId('fly-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => tracks.look(false));
  byId('simulator-form').addEventListener('submit', async (/** @type {Event} */ event) => {
    event.preventDefault();
    const name = byId('simulator-name').value.trim();
    say('Starting…');
    try {
      const started = await post('/api/unicorns', {
        count: byId('simulator-count').valueAsNumber, ...middle(), ...(name && {name}),
      });
      say(`${count(started.count)} took off.`);
    } catch (problem) {
      say(/** @type {Error} */ (problem).message, true);
    }
  });
  byId('simulator-stop-all').addEventListener('click', async () => {
    say('Stopping…');
    try {
      const {stopped} = await remove('/api/unicorns');
      say(`${count(stopped)} landed.`);
    } catch (problem) {
      say(/** @type {Error} */ (problem).message, true);
    }
  });
}

// @ts-check
/** Puts the page together: what comes over the WebSocket goes into the fleet, and from there to whoever shows it. */
import {Alerts} from './alerts.js';
import {Archive} from './archive.js';
import {Connection} from './connection.js';
import {byId} from './dom.js';
import {Figures} from './figures.js';
import {Fleet} from './fleet.js';
import {wireFlying} from './fly.js';
import {FleetList} from './list.js';
import {FleetMap} from './map.js';
import {me} from './me.js';
import {Panel} from './panel.js';
import {Replay} from './replay.js';
import {wireViews} from './views.js';
import {wireWho} from './who.js';

const fleet = new Fleet();
const figures = new Figures(fleet);
const map = new FleetMap(fleet, select, () => panel.setFollowing(false));
const list = new FleetList(fleet, showOnMap);
const panel = new Panel(fleet, {
  onClose: () => select(''),
  onCentre: () => map.centre(panel.name),
  onFollow: on => {
    map.follow(on ? panel.name : '');
    panel.setFollowing(on);
  },
});
const alerts = new Alerts(name => {
  location.hash = '#map';
  showOnMap(name);
});
const archive = new Archive((paths, title) => {
  location.hash = '#map';
  // The view is shown by an event that is yet to come, and only then the map has a size.
  requestAnimationFrame(() => map.plot(paths, title));
});
const replay = new Replay({
  onShow: player => {
    document.body.classList.add('replaying');
    use(player.fleet, player.recording.box);
  },
  onMove: update,
  onEnd: () => {
    document.body.classList.remove('replaying');
    use(fleet);
  },
});
wireFlying(() => map.middle());

/** @param {string} name '' for nobody */
function select(name) {
  const opener = panel.name;
  map.select(name);
  list.select(name);
  panel.show(name);
  if (!name && opener) byId('fleet-list').focus({preventScroll: true});
}

/** @param {string} name */
function showOnMap(name) {
  select(name);
  map.reveal(name);
}

/** Shows the fleet as it is, or as it was. @param {Fleet} shown @param {import('./map.js').Box} [box] what of the map is to be seen */
function use(shown, box) {
  map.use(shown, box);
  list.use(shown);
  panel.use(shown);
}

/** After the fleet that is shown has changed. */
function update() {
  map.update();
  list.update();
  panel.update();
}

const url = new URL('/ws/fleet', location.href);
url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
const connection = new Connection(url.href, message => {
  if (fleet.apply(message) < 0) {
    connection.send({type: 'resync'});
    return;
  }
  if (message.type === 'frame') figures.changed(message);
  if (!replay.player) update();
}, (state, retryInMillis) => figures.connection(state, retryInMillis), () => me.ask());
list.renew();

// Silence shows without any message: what is shown ages by itself.
setInterval(() => {
  map.layer.schedule();
  list.schedule();
}, 1000);

document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && panel.name && !byId('fly').open) select('');
});

byId('grip').addEventListener('click', () => {
  const closed = document.querySelector('.side')?.classList.toggle('closed');
  byId('grip').setAttribute('aria-expanded', String(!closed));
});

const lookAgain = wireViews(view => {
  alerts.look(view === 'alerts');
  if (view === 'archive' && me.may('analyst')) archive.open();
});

wireWho(() => {
  if (me.may('viewer')) {
    connection.start();
  } else {
    connection.stop();
    if (!byId('replay').hidden) replay.close();
    select('');
  }
  list.renew();
  lookAgain();
});

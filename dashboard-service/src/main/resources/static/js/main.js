// @ts-check
/** Puts the page together: what comes over the WebSocket goes into the fleet, and from there to whoever shows it. */
import {Archive} from './archive.js';
import {Connection} from './connection.js';
import {byId} from './dom.js';
import {Figures} from './figures.js';
import {Fleet} from './fleet.js';
import {FleetList} from './list.js';
import {FleetMap} from './map.js';
import {Panel} from './panel.js';
import {wireSimulator} from './simulator.js';

const fleet = new Fleet();
const figures = new Figures(fleet);
const map = new FleetMap(fleet, select, () => panel.setFollowing(false));
const list = new FleetList(fleet, name => {
  select(name);
  map.reveal(name);
});
const panel = new Panel(fleet, {
  onClose: () => select(''),
  onCentre: () => map.centre(panel.name),
  onFollow: on => {
    map.follow(on ? panel.name : '');
    panel.setFollowing(on);
  },
});
const archive = new Archive();
wireSimulator(() => map.middle());

/** @param {string} name '' for nobody */
function select(name) {
  const opener = panel.name;
  map.select(name);
  list.select(name);
  panel.show(name);
  if (!name && opener) byId('fleet-list').focus({preventScroll: true});
}

const url = new URL('/ws/fleet', location.href);
url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
const connection = new Connection(url.href, message => {
  const changes = fleet.apply(message);
  if (changes < 0) {
    connection.send({type: 'resync'});
    return;
  }
  if (message.type === 'frame') figures.changed(changes);
  map.update();
  list.update();
  panel.update();
}, (state, retryInMillis) => figures.connection(state, retryInMillis));
connection.open();
list.renew();

// Silence shows without any message: what is shown ages by itself.
setInterval(() => {
  map.layer.schedule();
  list.schedule();
}, 1000);

document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && panel.name && !byId('simulator').open) select('');
});

byId('grip').addEventListener('click', () => {
  const closed = document.querySelector('.side')?.classList.toggle('closed');
  byId('grip').setAttribute('aria-expanded', String(!closed));
});

function showView() {
  const view = location.hash === '#archive' ? 'archive' : 'map';
  for (const name of ['map', 'archive']) {
    byId(`view-${name}`).hidden = name !== view;
    if (name === view) byId(`tab-${name}`).setAttribute('aria-current', 'page');
    else byId(`tab-${name}`).removeAttribute('aria-current');
  }
  if (view === 'archive') archive.open();
}
window.addEventListener('hashchange', showView);
showView();

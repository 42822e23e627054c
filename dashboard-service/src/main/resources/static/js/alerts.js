// @ts-check
/**
 * Where the alerts stand, asked for again every few seconds: the number that nobody has acknowledged beside the view's name, and
 * the list itself while it is looked at.
 *
 * @typedef {{name: string, vital: 'HealthPoints' | 'MagicPoints', state: string, since: string, value: number}} Alert
 */
import {Acknowledgements} from './acknowledgements.js';
import {json} from './api.js';
import {byId, make, setText} from './dom.js';
import {age, count, dateTime} from './format.js';
import {me} from './me.js';

const REFRESH = 5000;
/** As many as the server gives in one answer; more are counted as "more than". */
const MOST = 1000;
const SHOWN = 100;
/** A screen reader is told of new alerts this often at the most. */
const ANNOUNCE = 15_000;
const VITALS = {HealthPoints: 'Health', MagicPoints: 'Magic'};

/** One alert's row, kept while it is listed so that the focus stays where it is. */
class AlertRow {
  /** @param {(name: string) => void} onPick @param {(alert: Alert, on: boolean) => void} onAcknowledge */
  constructor(onPick, onAcknowledge) {
    /** @type {Alert | null} */
    this.alert = null;
    this.element = make('tr');
    this.name = this.element.appendChild(make('td', 'text')).appendChild(make('button', 'link'));
    this.vital = this.element.appendChild(make('td', 'text vital-name'));
    this.value = this.element.appendChild(make('td', 'value'));
    this.since = this.element.appendChild(make('td', 'since'));
    const last = this.element.appendChild(make('td', 'acknowledged'));
    this.at = last.appendChild(make('span', 'note'));
    this.button = last.appendChild(make('button', 'quiet'));
    for (const button of [this.name, this.button]) button.setAttribute('type', 'button');
    this.name.addEventListener('click', () => this.alert && onPick(this.alert.name));
    this.button.addEventListener('click', () => this.alert && onAcknowledge(this.alert, !this.element.classList.contains('known')));
  }

  /** @param {Alert} alert @param {number | undefined} acknowledgedAt */
  show(alert, acknowledgedAt) {
    this.alert = alert;
    const raised = alert.state === 'raised';
    const known = acknowledgedAt !== undefined;
    this.element.className = `${alert.state}${known ? ' known' : ''}`;
    setText(this.name, alert.name);
    setText(this.vital, VITALS[alert.vital]);
    this.vital.dataset.vital = alert.vital;
    setText(this.value, count(alert.value));
    setText(this.since, `${age(Date.now() - Date.parse(alert.since)).replace(/\.\d/, '')} ago`);
    this.since.title = dateTime(alert.since);
    setText(this.at, known ? dateTime(acknowledgedAt) : '');
    this.button.hidden = !raised;
    setText(this.button, known ? 'Undo' : 'Acknowledge');
    this.button.setAttribute('aria-label', `${known ? 'Undo the acknowledgement of' : 'Acknowledge'} ${alert.name}, ${VITALS[alert.vital]}`);
  }
}

export class Alerts {
  /** @param {(name: string) => void} onPick a unicorn is to be shown on the map */
  constructor(onPick) {
    this.onPick = onPick;
    this.acknowledgements = new Acknowledgements(localStorage);
    /** @type {Alert[]} */
    this.raised = [];
    /** @type {Alert[]} */
    this.cleared = [];
    /** @type {Set<string>} Those that were raised when last announced; the first answer announces nothing. */
    this.announced = new Set();
    this.announcedAt = -Infinity;
    this.known = false;
    this.more = false;
    this.limit = SHOWN;
    this.looking = false;
    /** @type {Map<string, AlertRow>} */
    this.rows = new Map();
    for (const radio of document.querySelectorAll('input[name=alerts-state]')) {
      radio.addEventListener('change', () => {
        this.limit = SHOWN;
        this.refresh();
      });
    }
    byId('alerts-more').addEventListener('click', () => {
      this.limit += SHOWN;
      this.show();
    });
    byId('alerts-acknowledge-all').addEventListener('click', () => {
      this.acknowledgements.add(this.raised.map(keyOf));
      this.show();
    });
    setInterval(() => document.hidden || this.refresh(), REFRESH);
    document.addEventListener('visibilitychange', () => document.hidden || this.refresh());
    this.refresh();
  }

  /** @param {boolean} looking whether the view is shown */
  look(looking) {
    this.looking = looking;
    if (looking) this.refresh();
  }

  showsCleared() {
    return /** @type {HTMLInputElement} */ (document.querySelector('input[name=alerts-state]:checked')).value === 'cleared';
  }

  async refresh() {
    if (!me.may('viewer')) return;
    try {
      const raised = await json(`/api/alerts?state=raised&limit=${MOST}`);
      if (this.looking && this.showsCleared()) this.cleared = (await json(`/api/alerts?state=cleared&limit=${MOST}`)).items;
      this.raised = raised.items;
      this.more = raised.cursor !== null;
      byId('alerts-problem').hidden = true;
      if (!this.more) this.acknowledgements.keepOnly(this.raised.map(keyOf));
      this.announce();
      this.known = true;
    } catch (problem) {
      byId('alerts-problem').hidden = false;
      const kept = this.known ? ' What is listed may be old.' : '';
      setText(byId('alerts-problem'), `The alerts cannot be read: ${/** @type {Error} */ (problem).message}${kept}`);
    }
    this.show();
  }

  show() {
    const open = this.raised.filter(alert => this.acknowledgements.at(keyOf(alert)) === undefined).length;
    const badge = byId('alerts-badge');
    badge.hidden = open === 0;
    setText(badge, `${count(open)}${this.more ? '+' : ''}`);
    byId('tab-alerts').setAttribute('aria-label', open === 0 ? 'Alerts' : `Alerts, ${count(open)} not acknowledged`);
    if (this.looking) this.list(open);
  }

  /** @param {number} open how many are not acknowledged */
  list(open) {
    const cleared = this.showsCleared();
    const alerts = cleared ? this.cleared : this.raised;
    byId('alerts-acknowledge-all').hidden = cleared || open === 0;
    byId('alerts-wrap').hidden = alerts.length === 0;
    byId('alerts-empty').hidden = alerts.length > 0 || !this.known;
    setText(byId('alerts-empty'), cleared ? 'No alert has been cleared yet.' : 'All is well: no alert is raised.');
    byId('alerts-more').hidden = alerts.length <= this.limit;
    this.fill(alerts.slice(0, this.limit));
  }

  /** Rows of those that stay are moved only where the order changed. @param {Alert[]} alerts */
  fill(alerts) {
    const body = byId('alerts');
    const keys = new Set(alerts.map(keyOf));
    for (const [key, row] of this.rows) {
      if (keys.has(key)) continue;
      row.element.remove();
      this.rows.delete(key);
    }
    alerts.forEach((alert, i) => {
      const key = keyOf(alert);
      let row = this.rows.get(key);
      if (!row) {
        row = new AlertRow(this.onPick, (changed, on) => {
          if (on) this.acknowledgements.add([keyOf(changed)]);
          else this.acknowledgements.remove(keyOf(changed));
          this.show();
        });
        this.rows.set(key, row);
      }
      row.show(alert, this.acknowledgements.at(key));
      if (body.children[i] !== row.element) body.insertBefore(row.element, body.children[i] ?? null);
    });
  }

  /** Says how many alerts are new, once in a while. */
  announce() {
    const keys = this.raised.map(keyOf);
    if (!this.known) {
      this.announced = new Set(keys);
    } else if (performance.now() - this.announcedAt >= ANNOUNCE) {
      const fresh = this.raised.filter(alert => !this.announced.has(keyOf(alert)));
      this.announced = new Set(keys);
      if (fresh.length === 0) return;
      this.announcedAt = performance.now();
      setText(byId('alerts-announcement'), fresh.length === 1
        ? `New alert: ${VITALS[fresh[0].vital]} of ${fresh[0].name} is ${count(fresh[0].value)}.`
        : `${count(fresh.length)} new alerts.`);
    }
  }
}

/** An alert that is raised again is another one. @param {Alert} alert */
const keyOf = alert => JSON.stringify([alert.name, alert.vital, alert.since]);

// @ts-check
/**
 * Who looks at this page, as /api/me tells it. Asking also renews the access token of a session, so it is asked shortly before the
 * token's end, by one tab at a time.
 *
 * @typedef {'viewer' | 'analyst' | 'operator' | 'device'} Role
 * @typedef {{name: string | null, roles: Role[], guest: boolean, signIn: boolean, ended: boolean, csrf: string | null,
 *   endsAt: string | null, renewInSeconds: number | null}} Answer
 */

/** However soon a token ends, it is not asked more often than that. */
const LEAST_PAUSE = 2000;
/** Where another tab has just renewed the session, its cookie is there after this. */
const OTHER_TAB = 1500;
const RETRY = [1000, 2000, 4000, 8000, 15_000];
/** Browsers take a longer timer for none. */
const LONGEST_PAUSE = 12 * 60 * 60 * 1000;

class Me extends EventTarget {
  constructor() {
    super();
    /** @type {Answer | null} null until it is known */
    this.answer = null;
    /** Whether somebody was in, and is no longer. */
    this.over = false;
    /** @type {Promise<Answer> | null} */
    this.asking = null;
    this.timer = 0;
    this.failures = 0;
    /** @type {BroadcastChannel | null} */
    this.tabs = 'BroadcastChannel' in window ? new BroadcastChannel('wildrydes-me') : null;
    this.tabs?.addEventListener('message', () => this.look());
    document.addEventListener('visibilitychange', () => document.hidden || this.look());
    window.addEventListener('online', () => this.look());
  }

  /** @param {Role} role */
  may(role) {
    return this.answer?.roles.includes(role) ?? false;
  }

  /** Resolves once they may that for the first time. @param {Role} role @returns {Promise<void>} */
  until(role) {
    if (this.may(role)) return Promise.resolve();
    return new Promise(resolve => {
      this.addEventListener('change', () => this.may(role) && resolve());
    });
  }

  /** What a request that changes something must repeat. @returns {string | null} */
  get csrf() {
    return this.answer?.csrf ?? null;
  }

  /** Asks, tries again until there is an answer, and goes on to ask when that is due. */
  look() {
    clearTimeout(this.timer);
    this.ask().catch(() => {
      this.timer = setTimeout(() => this.look(), RETRY[Math.min(this.failures++, RETRY.length - 1)]);
    });
  }

  /** Asks once; who asks meanwhile gets the same answer. @returns {Promise<Answer>} */
  ask() {
    this.asking ??= this.turn().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** One tab after the other: the second then finds the session renewed. */
  turn() {
    return navigator.locks ? navigator.locks.request('wildrydes-me', () => this.fetch()) : this.fetch();
  }

  async fetch() {
    let answer = await fetchMe();
    if (answer.ended && this.answer?.csrf) {
      await new Promise(resolve => setTimeout(resolve, OTHER_TAB));
      answer = await fetchMe();
    }
    this.take(answer);
    return answer;
  }

  /** @param {Answer} answer */
  take(answer) {
    const before = this.answer;
    this.over = answer.signIn && !answer.csrf && (this.over || answer.ended || Boolean(before?.csrf));
    this.answer = answer;
    this.failures = 0;
    clearTimeout(this.timer);
    if (answer.renewInSeconds !== null) {
      const pause = Math.min(LONGEST_PAUSE, Math.max(LEAST_PAUSE, answer.renewInSeconds * 1000));
      this.timer = setTimeout(() => this.look(), pause);
    }
    if (JSON.stringify([before?.name, before?.roles]) !== JSON.stringify([answer.name, answer.roles]) || Boolean(before?.csrf) !== Boolean(answer.csrf)) {
      this.dispatchEvent(new Event('change'));
    }
  }

  /** The address that signs in and comes back to what is shown. */
  signInPage() {
    return `/sign-in?return=${encodeURIComponent(location.pathname + location.hash)}`;
  }

  async signOut() {
    const response = await fetch('/sign-out', {method: 'POST', headers: this.csrf ? {'X-CSRF-Token': this.csrf} : {}});
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    const {location: next} = await response.json();
    this.tabs?.postMessage('signed out');
    location.assign(next);
  }
}

/** @returns {Promise<Answer>} */
async function fetchMe() {
  const response = await fetch('/api/me', {headers: {Accept: 'application/json'}, cache: 'no-store'});
  // A session whose token no longer counts is as good as none.
  if (response.status === 401) {
    return {name: null, roles: [], guest: false, signIn: true, ended: true, csrf: null, endsAt: null, renewInSeconds: null};
  }
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.json();
}

export const me = new Me();

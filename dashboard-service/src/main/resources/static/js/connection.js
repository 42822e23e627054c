// @ts-check
/**
 * The WebSocket, kept open: tried again with growing, jittered pauses, and at once when the network or the tab comes back.
 *
 * @typedef {'connecting' | 'open' | 'waiting'} State
 */

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
/** The server sends something every 5 s; a connection this long silent is dead, whatever the browser thinks. */
const SILENCE = 16_000;
/** The server's code when the token that let us in has ended. */
const TOKEN_ENDED = 4401;
/** A token that ends so soon after the connection was opened is not renewed at once again, or it could go on for ever. */
const SOON = 1500;

export class Connection {
  /**
   * @param {string} url
   * @param {(message: any) => void} onMessage
   * @param {(state: State, retryInMillis: number) => void} onState
   * @param {() => Promise<any>} renew called before another try when the server may have let nobody in: the token is renewed by it,
   *   or {@link stop} called
   */
  constructor(url, onMessage, onState, renew) {
    this.url = url;
    this.onMessage = onMessage;
    this.onState = onState;
    this.renew = renew;
    this.wanted = false;
    /** @type {WebSocket | null} */
    this.socket = null;
    this.failures = 0;
    this.refused = false;
    this.timer = 0;
    this.lastHeard = 0;
    window.addEventListener('online', () => this.retryNow());
    window.addEventListener('focus', () => this.retryNow());
    document.addEventListener('visibilitychange', () => document.hidden || this.retryNow());
    setInterval(() => this.checkSilence(), 1000);
  }

  /** Connects, unless it is connected already, and stays so. */
  start() {
    if (this.wanted) return;
    this.wanted = true;
    this.open();
  }

  stop() {
    this.wanted = false;
    clearTimeout(this.timer);
    this.timer = 0;
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  open() {
    clearTimeout(this.timer);
    this.timer = 0;
    let heard = false;
    const socket = new WebSocket(this.url);
    this.socket = socket;
    const began = performance.now();
    this.lastHeard = began;
    this.onState('connecting', 0);
    socket.addEventListener('message', event => {
      if (socket !== this.socket) return;
      this.lastHeard = performance.now();
      heard = true;
      if (this.failures > 0) this.failures = 0;
      this.onMessage(JSON.parse(event.data));
    });
    socket.addEventListener('open', () => socket === this.socket && this.onState('open', 0));
    socket.addEventListener('close', event => {
      if (socket !== this.socket) return;
      if (event.code === TOKEN_ENDED && performance.now() - began > SOON) this.reopen();
      else this.lost(!heard || event.code === TOKEN_ENDED);
    });
  }

  /** @param {object} message */
  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** Connects anew with a renewed token, at once. */
  async reopen() {
    this.socket = null;
    this.onState('connecting', 0);
    await this.renew().catch(() => {});
    if (this.wanted && !this.socket && !this.timer) this.open();
  }

  /** @param {boolean} [refused] whether the server may have let nobody in, which a browser does not tell */
  lost(refused = false) {
    this.socket = null;
    this.refused = refused;
    const limit = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.failures++);
    const pause = limit / 2 + Math.random() * limit / 2;
    this.timer = setTimeout(() => this.retryNow(), pause);
    this.onState('waiting', pause);
  }

  retryNow() {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.refused) this.reopen();
    else this.open();
  }

  checkSilence() {
    const socket = this.socket;
    if (socket && performance.now() - this.lastHeard > SILENCE) {
      // Its close event may take a minute; from here on the socket is nobody's.
      this.lost();
      socket.close();
    }
  }
}

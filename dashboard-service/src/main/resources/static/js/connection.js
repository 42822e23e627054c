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

export class Connection {
  /**
   * @param {string} url
   * @param {(message: any) => void} onMessage
   * @param {(state: State, retryInMillis: number) => void} onState
   */
  constructor(url, onMessage, onState) {
    this.url = url;
    this.onMessage = onMessage;
    this.onState = onState;
    /** @type {WebSocket | null} */
    this.socket = null;
    this.failures = 0;
    this.timer = 0;
    this.lastHeard = 0;
    window.addEventListener('online', () => this.retryNow());
    window.addEventListener('focus', () => this.retryNow());
    document.addEventListener('visibilitychange', () => document.hidden || this.retryNow());
    setInterval(() => this.checkSilence(), 1000);
  }

  open() {
    clearTimeout(this.timer);
    this.timer = 0;
    const socket = new WebSocket(this.url);
    this.socket = socket;
    this.lastHeard = performance.now();
    this.onState('connecting', 0);
    socket.addEventListener('message', event => {
      if (socket !== this.socket) return;
      this.lastHeard = performance.now();
      if (this.failures > 0) this.failures = 0;
      this.onMessage(JSON.parse(event.data));
    });
    socket.addEventListener('open', () => socket === this.socket && this.onState('open', 0));
    socket.addEventListener('close', () => socket === this.socket && this.lost());
  }

  /** @param {object} message */
  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  lost() {
    this.socket = null;
    const limit = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.failures++);
    const pause = limit / 2 + Math.random() * limit / 2;
    this.timer = setTimeout(() => this.open(), pause);
    this.onState('waiting', pause);
  }

  retryNow() {
    if (this.timer) this.open();
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

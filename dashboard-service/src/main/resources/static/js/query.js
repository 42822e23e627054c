// @ts-check
/** One question to the archive: from its start until it has its answer. */
import {json, remove, request} from './api.js';

const POLL = [200, 400, 800, 1500];

/**
 * @typedef {{id: string, state: string, reason: string | null, scannedBytes: number | null, runtimeMillis: number | null}} State
 * @typedef {{name: string, type: string}} Column
 */

export class Query {
  /** @param {State} started as the server answered to it */
  constructor(started) {
    this.id = started.id;
    this.state = started;
  }

  /**
   * @param {(state: State) => void} [onState] called whenever something is known anew
   * @returns {Promise<State>} once it has succeeded
   */
  async finished(onState = () => {}) {
    for (let round = 0; this.state.state === 'QUEUED' || this.state.state === 'RUNNING'; round++) {
      onState(this.state);
      await new Promise(resolve => setTimeout(resolve, POLL[Math.min(round, POLL.length - 1)]));
      this.state = await json(`/api/queries/${this.id}`);
    }
    if (this.state.state !== 'SUCCEEDED') throw new Error(this.state.reason ?? `The query is ${this.state.state.toLowerCase()}.`);
    return this.state;
  }

  /** It may be over already, which is as good. */
  async cancel() {
    await remove(`/api/queries/${this.id}`).catch(() => {});
  }

  /** @param {number} limit @returns {Promise<{columns: Column[], items: any[][], cursor: string | null}>} its first rows */
  rows(limit) {
    return json(`/api/queries/${this.id}/results?limit=${limit}`);
  }

  /** All of it. @returns {Promise<Response>} */
  csv() {
    return request(`/api/queries/${this.id}/results`, {headers: {Accept: 'text/csv'}});
  }
}

// @ts-check
/**
 * The suite's REST APIs. Failures become errors with the server's own words. When a token has ended meanwhile it is renewed and the
 * request sent again, once.
 */
import {me} from './me.js';

const HARMLESS = new Set(['GET', 'HEAD']);

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
export async function request(path, options = {}) {
  let response = await send(path, options);
  const csrf = me.csrf;
  // A 403 may be about the CSRF token of a session that another tab has begun anew.
  if (csrf && (response.status === 401 || response.status === 403)) {
    const answer = await me.ask().catch(() => null);
    if (answer?.csrf && (response.status === 401 || answer.csrf !== csrf)) response = await send(path, options);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => null);
    const error = new Error(problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`);
    throw Object.assign(error, {status: response.status});
  }
  return response;
}

/** @param {string} path @param {RequestInit} options */
async function send(path, options) {
  const changes = !HARMLESS.has(options.method ?? 'GET');
  const headers = changes && me.csrf ? {...options.headers, 'X-CSRF-Token': me.csrf} : options.headers;
  try {
    return await fetch(path, {...options, headers});
  } catch {
    throw new Error('The server cannot be reached.');
  }
}

/** @param {string} path @param {RequestInit} [options] @returns {Promise<any>} */
export async function json(path, options = {}) {
  const response = await request(path, {...options, headers: {Accept: 'application/json', ...options.headers}});
  return response.status === 204 ? null : response.json();
}

/** @param {string} path @param {object} body */
export function post(path, body) {
  return json(path, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});
}

/** @param {string} path */
export function remove(path) {
  return json(path, {method: 'DELETE'});
}

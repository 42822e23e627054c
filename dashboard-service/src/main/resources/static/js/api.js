// @ts-check
/** The suite's REST APIs. Failures become errors with the server's own words. */

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
export async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error('The server cannot be reached.');
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => null);
    const error = new Error(problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`);
    throw Object.assign(error, {status: response.status});
  }
  return response;
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

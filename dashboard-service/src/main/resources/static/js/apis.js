// @ts-check
/** The OpenAPI documents of all services, one below the other. */
import { byId, make } from './dom.js';
import { me } from './me.js';

const SERVICES = ['producer-service', 'dashboard-service', 'persister-service', 'archive-service', 'aggregator-service'];

const showDocument = /** @type {any} */ (window).SwaggerUIBundle;

/** @param {string} service */
async function show(service) {
  const link = /** @type {HTMLAnchorElement} */ (make('a', '', service));
  link.href = `#${service}`;
  byId('services').append(link);
  const section = make('section', 'service');
  section.id = service;
  section.setAttribute('aria-label', service);
  const content = make('div');
  section.append(make('h2', '', service), content);
  byId('documents').append(section);
  try {
    const response = await fetch(service === 'dashboard-service' ? '/v3/api-docs' : `/api-docs/${service}`);
    if (!response.ok) throw new Error(`${response.status}`);
    const spec = await response.json();
    // Each service names its own address; people call the door.
    spec.servers = [{ url: location.origin }];
    if (Object.keys(spec.paths).length === 0) {
      content.append(make('p', '', 'This service has no interface of its own: it reads and writes streams.'));
      return;
    }
    showDocument({ spec, domNode: content, docExpansion: 'list', defaultModelsExpandDepth: -1, validatorUrl: null, requestInterceptor: withCsrf });
  } catch (e) {
    content.append(make('p', 'unreachable', `The document of ${service} must be readable, but: ${e}`));
  }
}

/** @param {{method: string, headers: Record<string, string>}} request */
function withCsrf(request) {
  if (request.method !== 'GET' && me.csrf) request.headers['X-CSRF-Token'] = me.csrf;
  return request;
}

function mustSignIn() {
  const line = make('p', 'unreachable', 'The interfaces are described for those who may see the fleet. ');
  const link = /** @type {HTMLAnchorElement} */ (make('a', '', 'Sign in'));
  link.href = me.signInPage();
  line.append(link);
  byId('documents').replaceChildren(line);
}

let shown = false;
me.addEventListener('change', () => {
  if (!me.may('viewer')) mustSignIn();
  else if (!shown) SERVICES.forEach(show);
  shown = me.may('viewer');
});
me.look();

// @ts-check
/** Shows who is in: the corner of the bar, the card for whoever must sign in, and what their roles allow. */
import {byId, setText} from './dom.js';
import {me} from './me.js';

/** Why a sign-in brought nobody in; the names are the server's. */
const FAILURES = new Map([
  ['denied', 'The sign-in was called off, or refused.'],
  ['lost', 'The sign-in could not be completed: it took longer than ten minutes, or this browser keeps no cookies. Please try again.'],
  ['insecure', 'Signing in needs https: of a site over plain http a browser keeps no session. Please open this site at its https address.'],
  ['away', 'The sign-in service cannot be reached at the moment. Please try again in a minute.'],
  ['failed', 'The sign-in did not work. Whoever runs this site finds the reason in the dashboard’s log.'],
]);
const OVER = 'Your session has ended.';

/** @param {() => void} onChange after it is known, or known anew, who is in */
export function wireWho(onChange) {
  const failure = takeFailure();
  window.addEventListener('hashchange', linkSignIn);
  for (const id of ['sign-out', 'sign-out-stranger']) byId(id).addEventListener('click', () => signOut());
  byId('notice-close').addEventListener('click', () => notify(''));
  me.addEventListener('change', () => {
    show(failure);
    onChange();
  });
  me.look();
}

/** Back to the view that is shown. */
function linkSignIn() {
  for (const id of ['sign-in', 'sign-in-link', 'sign-in-explained']) byId(id).href = me.signInPage();
}

/** Read once, so that a reload does not say it again. */
function takeFailure() {
  const url = new URL(location.href);
  const reason = url.searchParams.get('sign-in');
  if (reason === null) return '';
  url.searchParams.delete('sign-in');
  history.replaceState(null, '', url);
  return FAILURES.get(reason) ?? '';
}

async function signOut() {
  try {
    await me.signOut();
  } catch {
    notify('You could not be signed out: the server cannot be reached. Please try again.');
  }
}

/** @param {string} text '' for nothing */
function notify(text) {
  byId('notice').hidden = !text;
  setText(byId('notice-text'), text);
}

/** @param {string} failure why the sign-in that led here brought nobody in, or '' */
function show(failure) {
  const {name, roles, guest, signIn} = /** @type {import('./me.js').Answer} */ (me.answer);
  document.body.dataset.roles = roles.join(' ');
  linkSignIn();
  const stranger = name !== null && !me.may('viewer');
  byId('who').hidden = !signIn;
  byId('who-button').hidden = name === null;
  byId('sign-in-link').hidden = name !== null || !guest;
  if (name !== null) {
    const highest = roles[roles.length - 1];
    setText(byId('who-initial'), [...name][0].toUpperCase());
    setText(byId('who-name'), name);
    setText(byId('who-full-name'), name);
    setText(byId('who-role'), highest ? `Role: ${highest}` : 'No role yet');
    byId('who-button').setAttribute('aria-label', `${name}: your account`);
  }
  const shut = !me.may('viewer');
  const wasShut = !byId('view-sign-in').hidden;
  byId('view-sign-in').hidden = !shut;
  document.body.dataset.door = shut ? 'shut' : 'open';
  setText(byId('sign-in-heading'), stranger ? 'Nothing to see for you yet' : me.over ? OVER : 'Sign in to see the fleet');
  setText(byId('sign-in-note'), stranger
    ? `You are signed in as ${name}, who has no role here. Ask whoever runs this site to make you a viewer, then sign in again.`
    : me.over ? 'Sign in again to go on where you were.' : 'The live map, the alerts and the archive are for those who have an account.');
  setText(byId('sign-in-problem'), shut && !stranger && !me.over ? failure : '');
  byId('sign-in').hidden = stranger;
  byId('sign-out-stranger').hidden = !stranger;
  if (shut && !wasShut && me.over) byId('sign-in').focus();
  notify(shut || name !== null ? '' : me.over ? `${OVER} You go on as a guest.` : failure);
  setText(byId('explained'), guest
    ? 'Guests see the map and the alerts. Reports, SQL and the archived files are for analysts.'
    : 'Your role sees the map and the alerts. Reports, SQL and the archived files are for analysts; whoever runs this site can make you one.');
  byId('sign-in-explained').hidden = !guest;
}

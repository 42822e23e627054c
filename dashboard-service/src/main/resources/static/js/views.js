// @ts-check
/** The page's views: which one is shown is told by the address, so that a link leads to it and Back goes back. */
import {byId} from './dom.js';

const VIEWS = ['map', 'alerts', 'archive'];
const TITLES = {map: 'Wild Rydes', alerts: 'Alerts · Wild Rydes', archive: 'Archive · Wild Rydes'};

/** @param {(view: string) => void} onShow @returns {() => void} shows the view anew, when more or less of it may be seen */
export function wireViews(onShow) {
  const show = () => {
    const wanted = location.hash.slice(1);
    const view = VIEWS.includes(wanted) ? wanted : 'map';
    for (const name of VIEWS) {
      byId(`view-${name}`).hidden = name !== view;
      if (name === view) byId(`tab-${name}`).setAttribute('aria-current', 'page');
      else byId(`tab-${name}`).removeAttribute('aria-current');
    }
    document.title = TITLES[/** @type {keyof TITLES} */ (view)];
    onShow(view);
  };
  window.addEventListener('hashchange', show);
  show();
  return show;
}

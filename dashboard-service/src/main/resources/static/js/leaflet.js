// @ts-check
/** Leaflet, which its own script has put on the window. */
export const L = /** @type {any} */ (window).L;

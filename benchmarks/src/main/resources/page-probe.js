/*
 * Runs in the page before its own scripts, and measures them from outside: it stands between the page and the browser where
 * messages come in and frames are asked for, and between the map and its canvas. `window.probe` holds what was measured.
 */
(() => {
  const probe = {
    /** Milliseconds of the main thread for each message of the WebSocket: reading and applying it. */
    messages: [],
    /** Milliseconds from the start of a frame's first callback until style, layout and painting were done. */
    frames: [],
    /** For each frame that a message led to: both of the above. */
    handled: [],
    longTasks: [],
    /** Milliseconds from a key to the frame that shows it, in steps of 8. */
    keys: [],
    pending: 0,
    /** Nothing is kept while the heap is measured. */
    keeping: true,
    reset() {
      for (const series of ['messages', 'frames', 'handled', 'longTasks', 'keys']) this[series].length = 0;
      this.began = performance.now();
    },
  };
  window.probe = probe;

  const listen = WebSocket.prototype.addEventListener;
  WebSocket.prototype.addEventListener = function (type, listener, ...rest) {
    if (type !== 'message') return listen.call(this, type, listener, ...rest);
    return listen.call(this, type, event => {
      const before = performance.now();
      listener(event);
      const spent = performance.now() - before;
      if (probe.keeping) probe.messages.push(spent);
      probe.pending += spent;
    }, ...rest);
  };

  // The browser runs all callbacks of a frame, then style, layout and painting, before it comes to the next task.
  const channel = new MessageChannel();
  let frameBegan = 0;
  channel.port1.onmessage = () => {
    const spent = performance.now() - frameBegan;
    frameBegan = 0;
    if (probe.keeping) probe.frames.push(spent);
    if (probe.pending > 0) {
      if (probe.keeping) probe.handled.push(spent + probe.pending);
      probe.pending = 0;
    }
  };
  const ask = window.requestAnimationFrame;
  window.requestAnimationFrame = callback => ask.call(window, time => {
    if (frameBegan === 0) {
      frameBegan = performance.now();
      channel.port2.postMessage(0);
    }
    callback(time);
  });

  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (probe.keeping) probe.longTasks.push(entry.duration);
  }).observe({type: 'longtask'});
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (probe.keeping && entry.name === 'keydown') probe.keys.push(entry.duration);
  }).observe({type: 'event', durationThreshold: 16});

  /** Takes hold of the page's fleet. */
  probe.find = async () => {
    const {FleetLayer} = await import('/js/fleet-layer.js');
    const paint = FleetLayer.prototype.paint;
    FleetLayer.prototype.paint = function (...all) {
      probe.fleet = this.fleet;
      FleetLayer.prototype.paint = paint;
      paint.apply(this, all);
    };
  };

  /** Watches the map's canvas: when was which report first painted, and how old was it when the next frame began. */
  probe.watch = async () => {
    const {FleetLayer} = await import('/js/fleet-layer.js');
    const paint = FleetLayer.prototype.paint;
    probe.ages = [];
    /** By name: how many reports were drawn, and the longest time between two of them, by their own clock. */
    probe.drawn = new Map();
    /** By name and StatusTime, for reports whose names begin with "Probe": when they were drawn. */
    probe.drawnAt = new Map();
    FleetLayer.prototype.paint = function (...all) {
      paint.apply(this, all);
      const {count, names, statusTime} = this.fleet;
      const changed = [];
      for (let i = 0; i < count; i++) {
        const name = names[i];
        let one = probe.drawn.get(name);
        if (!one) probe.drawn.set(name, one = {last: statusTime[i], reports: 0, longest: 0});
        if (one.last === statusTime[i]) continue;
        one.longest = Math.max(one.longest, statusTime[i] - one.last);
        one.last = statusTime[i];
        one.reports++;
        changed.push([name, statusTime[i]]);
      }
      if (changed.length === 0) return;
      // What was painted now is on the screen when the next frame begins, at the latest.
      ask.call(window, () => {
        const now = Date.now();
        for (const [name, time] of changed) {
          if (name.startsWith('Probe')) probe.drawnAt.set(`${name}@${time}`, now);
          else probe.ages.push(now - time);
        }
      });
    };
  };
})();

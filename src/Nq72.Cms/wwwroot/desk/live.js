// A region that is under way ([data-events]): the server tells when there is something new, and the region asks for itself ("refresh").
// While the server cannot tell (too many listen, a proxy that holds streams back, a connection that broke), it asks every two seconds.
"use strict";

const region = () => document.querySelector("[data-events]");
const everySoOften = 2000;
// a stream that is open and says nothing is not trusted for ever
const atLeastEvery = 30_000;
let stream = null;
let timer = null;
let soon = null;
let asked = 0;

const refresh = () => {
  soon = null;
  const shown = region();
  if (!shown) return rest();
  asked = performance.now();
  shown.dispatchEvent(new Event("refresh"));
};

// a thousand deliveries are one look
const refreshSoon = () => { soon ??= setTimeout(refresh, 500); };

const rest = () => {
  stream?.close();
  clearInterval(timer);
  stream = timer = null;
};

const watch = () => {
  const shown = region();
  // a page that nobody sees keeps no connection: a browser has six for all of its tabs
  if (!shown || document.hidden) return rest();
  if (timer) return;
  stream = new EventSource(shown.dataset.events);
  for (const kind of ["open", "release", "delivery"]) stream.addEventListener(kind, refreshSoon);
  timer = setInterval(() => {
    if (!region()) rest();
    else if (stream.readyState !== EventSource.OPEN || performance.now() - asked > atLeastEvery) refresh();
  }, everySoOften);
};

document.addEventListener("visibilitychange", () => {
  watch();
  if (timer) refreshSoon();
});
watch();

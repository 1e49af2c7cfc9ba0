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
let opened = 0;
let unreachable = false;
let behind = false;

// What follows the region ([data-follows]) is asked for after it, so that it is never older; only while somebody sees it, and not under
// their hands. What it missed it gets when it comes into sight or is let go, also when all is at rest by then.
const follower = () => document.querySelector("[data-follows]");

const isLeftAlone = list => {
  const box = list.getBoundingClientRect();
  return list.matches(":focus-within") || box.bottom < 0 || box.top > innerHeight;
};

const follow = () => {
  const list = follower();
  if (!list) return;
  behind = isLeftAlone(list);
  if (!behind) list.dispatchEvent(new Event("refresh"));
};

const catchUp = () => { if (behind && !document.hidden) follow(); };

document.addEventListener("htmx:before:swap", event => {
  if (!event.target.matches?.("[data-follows]:focus-within")) return;
  behind = true;
  event.preventDefault();
});
// while it is told, the focus is nowhere yet
document.addEventListener("focusout", () => setTimeout(catchUp));
if (follower()) new IntersectionObserver(catchUp).observe(follower());

// where the line is lost the page says so, and what that means for its figures
const say = () => {
  const line = document.querySelector("#line-lost");
  const text = !line || !stream || (stream.readyState === EventSource.OPEN && !unreachable) ? "" : unreachable ? line.dataset.silent : line.dataset.broken;
  if (line && line.textContent !== text) line.textContent = text;
};

const refresh = () => {
  soon = null;
  const shown = region();
  if (!shown) return rest();
  asked = performance.now();
  shown.dispatchEvent(new Event("refresh"));
};

// a thousand deliveries are one look
const refreshSoon = () => { soon ??= setTimeout(refresh, 1000); };

const rest = () => {
  stream?.close();
  clearInterval(timer);
  stream = timer = null;
  say();
};

const listen = from => {
  stream?.close();
  opened = performance.now();
  stream = new EventSource(from);
  for (const kind of ["open", "release", "delivery"]) stream.addEventListener(kind, refreshSoon);
  for (const kind of ["open", "error"]) stream.addEventListener(kind, say);
};

const watch = () => {
  const shown = region();
  // a page that nobody sees keeps no connection: a browser has six for all of its tabs
  if (!shown || document.hidden) return rest();
  if (timer) return;
  listen(shown.dataset.events);
  timer = setInterval(() => {
    const now = region();
    if (!now) return rest();
    // a browser tries again by itself after a break, not after a refusal
    if (stream.readyState === EventSource.CLOSED && performance.now() - opened > 15_000) listen(now.dataset.events);
    if (stream.readyState !== EventSource.OPEN || performance.now() - asked > atLeastEvery) refresh();
  }, everySoOften);
};

for (const [kind, silent] of [["htmx:error", true], ["htmx:after:swap", false]]) {
  document.addEventListener(kind, event => {
    if (!event.target.matches?.("#progress") && event.target !== region()) return;
    unreachable = silent;
    say();
    if (!silent) follow();
  });
}

document.addEventListener("visibilitychange", () => {
  watch();
  if (timer) refreshSoon();
});
watch();

// What the desk does on top of plain pages. Everything works without it.
"use strict";

// Text that was typed and not saved: ask before leaving, and nothing else.
const changed = new Set();
document.addEventListener("input", event => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});
document.addEventListener("submit", event => changed.delete(event.target));
window.addEventListener("beforeunload", event => {
  if ([...changed].some(form => form.isConnected)) event.preventDefault();
});

// A menu that is open on a phone closes with Escape, and its button has the focus again.
document.addEventListener("keydown", event => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// After a failed save the summary of errors is where reading starts.
document.querySelector(".notice-bad[role=alert]")?.scrollIntoView({ block: "center" });

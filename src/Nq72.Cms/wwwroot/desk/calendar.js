// Dragging a release to another day fills in the form that stands on it: what is out of a draft then asks once more. Everything works without it.
const grid = document.querySelector("[data-calendar]");
let dragged = null;

const dayOf = element => element.closest?.("[data-day]");
const mark = day => {
  grid.querySelectorAll(".is-target").forEach(other => other !== day && other.classList.remove("is-target"));
  day?.classList.add("is-target");
};

const put = (entry, day) => {
  const form = entry.querySelector("form");
  const input = form.elements.to;
  input.value = day.split("-").reverse().join("/");
  input.dispatchEvent(new Event("input", { bubbles: true }));
  if (!entry.dataset.asks) return form.requestSubmit();
  entry.querySelector("details").open = true;
  form.querySelector("button[type=submit]").focus();
};

grid?.addEventListener("dragstart", event => {
  dragged = event.target.closest?.("[data-move]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.move);
});
grid?.addEventListener("dragover", event => {
  const day = dragged && dayOf(event.target);
  if (!day) return;
  event.preventDefault();
  mark(day);
});
grid?.addEventListener("drop", event => {
  const day = dragged && dayOf(event.target);
  if (!day) return;
  event.preventDefault();
  if (day !== dayOf(dragged)) put(dragged, day.dataset.day);
});
grid?.addEventListener("dragend", () => {
  dragged = null;
  mark(null);
});

// a form that stands open closes with Escape, and its button has the focus again
document.addEventListener("keydown", event => {
  const open = event.key === "Escape" && document.querySelector("details.cal-move[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

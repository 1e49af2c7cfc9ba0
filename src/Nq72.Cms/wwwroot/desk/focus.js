// The focal point by a click on the picture: it writes percentages into the form's fields, which do the same without a script.
for (const frame of document.querySelectorAll("[data-focus]")) {
  const [across, down] = frame.dataset.focus.split(" ").map((id) => document.getElementById(id));
  if (!across || !down || across.matches(":disabled")) continue;
  const mark = document.createElement("span");
  mark.className = "focus-mark";
  frame.append(mark);
  frame.classList.add("is-on");

  const show = () => {
    const [x, y] = [across, down].map((field) => Number.parseFloat(field.value.replace(",", ".")));
    mark.hidden = !(x >= 0 && x <= 100 && y >= 0 && y <= 100);
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
  };

  frame.addEventListener("click", (event) => {
    const box = frame.querySelector("img").getBoundingClientRect();
    const part = (at, from, length) => (Math.min(1, Math.max(0, (at - from) / length)) * 100).toFixed(1);
    across.value = part(event.clientX, box.left, box.width);
    down.value = part(event.clientY, box.top, box.height);
    for (const field of [across, down]) field.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  });
  for (const field of [across, down]) field.addEventListener("input", show);
  show();
}

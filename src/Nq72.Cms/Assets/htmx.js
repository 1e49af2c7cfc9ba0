import htmx from "htmx.org";

window.htmx = htmx;
// what only serves pages without htmx can be hidden
document.documentElement.classList.add("has-htmx");

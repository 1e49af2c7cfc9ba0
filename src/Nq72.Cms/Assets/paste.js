// What is pasted from Word, LibreOffice, Google Docs or a page becomes clean Markdown: headings, bold, italic, lists, tables, quotes, links and
// pictures stay, everything else goes. Text without form is left to the browser, and so is everything where this script is not there.
import { clean } from "./paste-clean.js";
import { toMarkdown } from "./paste-markdown.js";
import { insert, insertBlock, tell } from "../wwwroot/desk/insert.js";

const most = 3_000_000;

// a picture that came along goes to the library as every upload does: who is in it stays open
const upload = async (blob, name) => {
  const data = new FormData();
  data.append("file", blob, name);
  const token = document.querySelector("form[data-keep] [name=__RequestVerificationToken]").value;
  try {
    const answer = await fetch("/admin/media/upload", { method: "POST", body: data, headers: { "HX-Request": "true", RequestVerificationToken: token } });
    return (await answer.text()).match(/\/admin\/media\/([0-9a-z]{26})"/)?.[1] ?? null;
  } catch { return null; }
};

const blobOf = address => {
  const [, type, base64] = address.match(/^data:(image\/(?:png|jpeg|gif|webp));base64,(.+)$/s) ?? [];
  if (!type) return null;
  try { return new Blob([Uint8Array.from(atob(base64), sign => sign.charCodeAt(0))], { type }); } catch { return null; }
};

const takePictures = async (body, files, words) => {
  let lost = 0;
  for (const [at, picture] of [...body.querySelectorAll("img")].entries()) {
    const address = picture.getAttribute("src") ?? "";
    if (/^\/media\/[0-9a-z]{26}$/.test(address)) continue;
    const blob = blobOf(address) ?? (files.length === 1 ? files.shift() : null);
    const id = blob && await upload(blob, `${words.picture}-${at + 1}.${blob.type.split("/")[1].replace("jpeg", "jpg")}`);
    if (id) picture.setAttribute("src", `/media/${id}`);
    else { lost++; picture.remove(); }
  }
  return lost;
};

const paste = async (area, html, files) => {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const body = clean(html);
  const isWaiting = body.querySelector("img") !== null;
  if (isWaiting) tell(area, area.dataset.pasting);
  const lost = await takePictures(body, files, { picture: area.dataset.picture });
  const count = selector => body.querySelectorAll(selector).length;
  const kept = [["headings", "h2, h3, h4, h5, h6"], ["lists", "ul, ol"], ["tables", "table"], ["pictures", "img"]].map(([name, selector]) => [name, count(selector)]).filter(([, number]) => number > 0);
  const markdown = toMarkdown(body).normalize("NFC");
  // while the pictures went up somebody may have gone on typing
  if (area.value === value) area.setSelectionRange(start, end);
  if (markdown.includes("\n") || kept.length > 0) insertBlock(area, markdown);
  else insert(area, area.selectionStart, area.selectionEnd, markdown);
  const told = kept.map(([name, number]) => `${number} ${area.dataset[name]}`).join(", ");
  tell(area, [told ? `${area.dataset.pasted} ${told}.` : `${area.dataset.pasted.replace(/:$/, ".")}`, lost ? area.dataset.lost.replace("{0}", lost) : ""].filter(Boolean).join(" "));
};

document.addEventListener("paste", event => {
  const area = event.target;
  if (!(area instanceof HTMLTextAreaElement) || !("markdown" in area.dataset) || area.disabled || area.readOnly) return;
  const html = event.clipboardData.getData("text/html");
  const files = [...event.clipboardData.files].filter(file => file.type.startsWith("image/"));
  const hasForm = /<(h[1-6]|b|strong|i|em|u|ul|ol|table|a|img|blockquote)[\s>]|font-(weight|style)|mso-list|mso-outline/i.test(html);
  if (html.length > most) return tell(area, area.dataset.tooMuch);
  if (!hasForm && !(html === "" && files.length === 1 && event.clipboardData.getData("text/plain") === "")) return;
  event.preventDefault();
  paste(area, html || "<img>", files);
});

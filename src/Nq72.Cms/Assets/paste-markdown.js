// Clean HTML as the Markdown that the page's renderer reads.
import TurndownService from "turndown";

const writer = new TurndownService({ headingStyle: "atx", bulletListMarker: "-", emDelimiter: "*", codeBlockStyle: "fenced", hr: "---", br: "  " });

// our renderer reads "I. Mục đích" as a list too: in Vietnamese it is a heading that somebody wrote by hand
const escape = writer.escape.bind(writer);
writer.escape = text => escape(text).replace(/^(\s*[A-Za-z]{1,5})([.)])(?=\s)/, "$1\\$2");

// "- " and "1. ", as people type them; what belongs to an item stands under its first letter
writer.addRule("item", {
  filter: "li",
  replacement: (content, node) => {
    const list = node.parentNode;
    const at = [...list.children].filter(child => child.localName === "li").indexOf(node);
    const mark = list.localName === "ol" ? `${(Number(list.getAttribute("start")) || 1) + at}. ` : "- ";
    const text = content.trim().replace(/\n{2,}(?=[ \t]*(?:- |\d+\. ))/g, "\n").replace(/\n/g, `\n${" ".repeat(mark.length)}`).replace(/[ \t]+$/gm, "");
    return mark + text + (node.nextElementSibling ? "\n" : "");
  },
});

// within a cell there is one line: paragraphs, breaks and lists in it are put behind each other
const cellText = cell => {
  const inner = cell.cloneNode(true);
  inner.querySelectorAll("br").forEach(line => line.replaceWith(" "));
  inner.querySelectorAll("p, div, li, h2, h3, h4").forEach(block => { block.append(" "); block.replaceWith(...block.childNodes); });
  inner.querySelectorAll("ul, ol").forEach(list => list.replaceWith(...list.childNodes));
  return writer.turndown(inner.innerHTML).replace(/\s+/g, " ").trim().replace(/(?<!\\)\|/g, "\\|");
};

writer.addRule("table", {
  filter: "table",
  replacement: (_, table) => {
    const rows = [...table.rows].map(row => [...row.cells].flatMap(cell => [cellText(cell), ...Array(Math.min(20, Math.max(1, cell.colSpan)) - 1).fill("")]));
    const width = Math.max(...rows.map(row => row.length));
    const line = row => `| ${Array.from({ length: width }, (_, at) => row[at] ?? "").join(" | ")} |`;
    return `\n\n${[line(rows[0]), line(Array(width).fill("---")), ...rows.slice(1).map(line)].join("\n")}\n\n`;
  },
});

export const toMarkdown = body => writer.turndown(body).replace(/[ \t]+\n/g, match => match.startsWith("  ") ? "  \n" : "\n").replace(/\n{3,}/g, "\n\n").trim();

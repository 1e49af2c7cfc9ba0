// Keeps a copy of what an Nq72 installation shows. usage: node sync.mjs BASE_URL FILE
import { readFile, rename, writeFile } from "node:fs/promises";

const [base, file] = process.argv.slice(2);
const headers = process.env.NQ72_TOKEN ? { authorization: `Bearer ${process.env.NQ72_TOKEN}` } : {};
const read = async () => JSON.parse(await readFile(file, "utf8").catch(() => '{"since":null,"items":{}}'));

let copy = await read();
let [kept, removed, more, stored] = [0, 0, true, Date.now()];
while (more) {
  const answer = await fetch(`${base}/api/v1/sync?limit=1000${copy.since ? `&since=${copy.since}` : ""}`, { headers });
  if (answer.status === 410) {
    // the installation was restored from a backup: begin again
    copy = { since: null, items: {} };
    continue;
  }
  if (answer.status === 429 || answer.status === 503) {
    await new Promise((wake) => setTimeout(wake, 1000 * Number(answer.headers.get("retry-after") ?? 5)));
    continue;
  }
  const page = await answer.json();
  if (!answer.ok) throw new Error(`${answer.status} ${page.code}: ${page.detail ?? page.title}`);
  for (const change of page.changes) {
    if (change.op === "upsert") {
      copy.items[change.item.id] = change.item;
      kept++;
    } else {
      delete copy.items[change.id];
      removed++;
      if (change.reason === "retracted") console.log(`taken back: ${change.id}; tell your readers`);
    }
  }
  copy.since = page.next;
  more = page.more;
  // the changes and the place they lead to are stored together, or neither is; the whole copy is written, so not after each page
  if (more && Date.now() - stored < 10_000) continue;
  await writeFile(`${file}.new`, JSON.stringify(copy));
  await rename(`${file}.new`, file);
  stored = Date.now();
}
console.log(`${kept} stored, ${removed} taken out, ${Object.keys(copy.items).length} in the copy`);

// Makes ../wwwroot/dist: htmx, uploads that go on (tus), pasting as Markdown (turndown), Be Vietnam Pro, and the page that reads the OpenAPI document. Nothing here is fetched at run time.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";

const dist = new URL("../wwwroot/dist/", import.meta.url);
const modules = new URL("node_modules/", import.meta.url);
const font = new URL("@fontsource/be-vietnam-pro/", modules);

// Where ranges overlap, the face that stands last is asked first: a Vietnamese page never fetches latin-ext.
const subsets = ["latin-ext", "vietnamese", "latin"];
const weights = [400, 600, 700];

async function fonts() {
  const ranges = JSON.parse(await readFile(new URL("unicode.json", font), "utf8"));
  await mkdir(new URL("fonts/", dist), { recursive: true });
  await copyFile(new URL("LICENSE", font), new URL("fonts/OFL.txt", dist));
  const faces = [];
  for (const weight of weights) {
    for (const subset of subsets) {
      const file = `be-vietnam-pro-${subset}-${weight}-normal.woff2`;
      await copyFile(new URL(`files/${file}`, font), new URL(`fonts/${file}`, dist));
      faces.push(`@font-face{font-family:"Be Vietnam Pro";font-style:normal;font-display:swap;font-weight:${weight};`
        + `src:url(fonts/${file}) format("woff2");unicode-range:${ranges[subset]}}`);
    }
  }
  await writeFile(new URL("fonts.css", dist), faces.join("\n") + "\n");
}

async function scripts() {
  await build({
    entryPoints: [{ in: "htmx.js", out: "htmx" }, { in: "docs.js", out: "docs" }, { in: "upload.js", out: "upload" }, { in: "paste.js", out: "paste" }],
    outdir: "../wwwroot/dist",
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "linked",
    logLevel: "warning",
  });
  const styles = [new URL("swagger-ui-dist/swagger-ui.css", modules), new URL("docs.css", import.meta.url)];
  await writeFile(new URL("docs.css", dist), (await Promise.all(styles.map((file) => readFile(file, "utf8")))).join("\n"));
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await Promise.all([fonts(), scripts()]);

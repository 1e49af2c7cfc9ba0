// Reads a feed as feed readers do, with two libraries where two know the format. usage: read-feed.mjs; stdin: the feed (JSON Feed, RSS or Atom);
// stdout: {format, feed, again} as JSON, the feed as feedsmith and, for XML, as rss-parser understands it; exit 1 when one of them cannot read it.
import { readFileSync } from "node:fs";
import { parseFeed } from "feedsmith";
import Parser from "rss-parser";

try {
  const text = readFileSync(0, "utf8");
  const { format, feed } = parseFeed(text);
  const again = format === "json" ? null : await new Parser({ customFields: { item: [["media:content", "media", { keepArray: true }], ["dc:language", "lang"]] } }).parseString(text);
  console.log(JSON.stringify({ format, feed, again }));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

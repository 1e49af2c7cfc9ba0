// Takes pushes of an Nq72 installation (Standard Webhooks 1.0.0) and keeps each once. usage: NQ72_SECRET=whsec_… node receiver.mjs PORT FILE
import { createHmac, timingSafeEqual } from "node:crypto";
import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:http";

const [port, file] = process.argv.slice(2);
// two secrets, separated by a blank, while one takes the other's place
const keys = process.env.NQ72_SECRET.split(" ").map((secret) => Buffer.from(secret.replace(/^whsec_/, ""), "base64"));
const seen = new Set(existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line).key) : []);
const longestDelay = 5 * 60; // seconds
const longestBody = 10 * 1024 * 1024;

function isSigned(headers, body) {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
  if (!id || !timestamp || !signatures || !(Math.abs(Date.now() / 1000 - Number(timestamp)) <= longestDelay)) return false;
  const given = signatures.split(" ").filter((one) => one.startsWith("v1,")).map((one) => Buffer.from(one.slice(3), "base64"));
  return keys.some((key) => {
    const expected = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
}

createServer(async (request, response) => {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > longestBody) return response.writeHead(413).end();
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  if (!isSigned(request.headers, body)) return response.writeHead(401).end();
  const key = request.headers["webhook-id"];
  // a repeat is answered like the first: it was only the answer that got lost
  if (!seen.has(key)) {
    const { "nq72-operation": operation, "nq72-due": due, "nq72-delivery": delivery } = request.headers;
    const log = openSync(file, "a");
    appendFileSync(log, JSON.stringify({ key, delivery, operation, due, body: body.toString("utf8") }) + "\n");
    // answered only when it is on disk: what we said we have, we have
    fsyncSync(log);
    closeSync(log);
    seen.add(key);
  }
  response.writeHead(204).end();
}).listen(Number(port), "127.0.0.1", function () {
  console.log(`listening on ${this.address().port}`);
});

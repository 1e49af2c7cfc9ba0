// Uploads bytes with tus-js-client, in parts: breaks off on the way, and goes on with another client that knows only the address.
// usage: upload-tus.mjs; stdin: {endpoint, token, name, base64, chunk, breakAfter, overridePatch, withCreation}
// stdout: {url, offsetAtBreak, requests:["POST 201", …]}; exit 1 with the error when the upload does not succeed
import { readFileSync } from "node:fs";
import { Upload } from "tus-js-client";

const { endpoint, token, name, base64, chunk, breakAfter = 0, overridePatch = false, withCreation = false } = JSON.parse(readFileSync(0, "utf8"));
const bytes = Buffer.from(base64, "base64");
const requests = [];
let offsetAtBreak = null;

const send = (url, breaks) => new Promise((done, failed) => {
  const upload = new Upload(bytes, {
    endpoint, uploadUrl: url, chunkSize: chunk, retryDelays: [0, 200, 400, 800, 1600, 3200], headers: { Authorization: `Bearer ${token}` }, metadata: { filename: name },
    overridePatchMethod: overridePatch, uploadDataDuringCreation: withCreation,
    onAfterResponse: (request, response) => { requests.push(`${request.getMethod()} ${response.getStatus()}`); },
    onChunkComplete: async (size, accepted) => {
      if (!breaks || accepted < breakAfter || offsetAtBreak !== null) return;
      offsetAtBreak = accepted;
      await upload.abort();
      done(upload.url);
    },
    onSuccess: () => done(upload.url),
    onError: failed,
  });
  upload.start();
});

try {
  let url = await send(null, breakAfter > 0);
  if (offsetAtBreak !== null) url = await send(url, false);
  console.log(JSON.stringify({ url, offsetAtBreak, requests }));
} catch (error) {
  console.error(`${error}`);
  process.exit(1);
}

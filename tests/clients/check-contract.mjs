// Holds recorded exchanges against an OpenAPI 3.1 document: each must be an operation of it, with a status, a media type and bodies as it says.
// usage: check-contract.mjs; stdin: {document, exchanges:[{method, path, sent, status, contentType, body}]}
// stdout: {faults:[text], unused:[operationId that no exchange with 2xx came to]}
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const { document, exchanges } = JSON.parse(readFileSync(0, "utf8"));
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats(ajv);
for (const format of ["int32", "int64", "double", "float"]) ajv.addFormat(format, true);

// an answer with a member that the document does not name is a fault too
const closed = structuredClone(document);
(function close(node) {
  if (node === null || typeof node !== "object") return;
  if (node.type === "object" || (Array.isArray(node.type) && node.type.includes("object")))
    if (node.properties && node.additionalProperties === undefined) node.additionalProperties = false;
  Object.values(node).forEach(close);
})(closed.components.schemas);
// problems carry members of their own, as RFC 9457 has it
closed.components.schemas.ProblemDetails.additionalProperties = true;
ajv.addSchema(closed, "api");
// what a caller sends may be checked loosely: the program ignores what it does not know
ajv.addSchema(document, "open");

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([method]) => ["get", "put", "post", "delete", "patch"].includes(method))
    .map(([method, operation]) => ({ path, method, operation, pattern: new RegExp("^" + path.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "[^/]+") + "$") })));
const ids = operations.map(({ operation }) => operation.operationId);
const faults = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `operationId ${id} stands more than once`);
const used = new Set();
const pointer = (...parts) => "#/" + parts.map((part) => part.replace(/~/g, "~0").replace(/\//g, "~1")).map(encodeURIComponent).join("/");
const explain = (errors) => errors.slice(0, 5).map((error) => `${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`).join("; ");

for (const { method, path, sent, status, contentType, body } of exchanges) {
  const bare = path.split("?")[0];
  const name = `${method} ${path} → ${status}`;
  // the most literal path wins, as in OpenAPI
  const found = operations
    .filter((one) => one.method === method.toLowerCase() && one.pattern.test(bare))
    .sort((one, other) => (one.path.match(/\{/g) ?? []).length - (other.path.match(/\{/g) ?? []).length)[0];
  if (!found) {
    faults.push(`${name}: not in the document`);
    continue;
  }
  const { operation } = found;
  if (status < 300) used.add(operation.operationId);
  const key = operation.responses[status] ? String(status) : "default";
  const answer = operation.responses[key];
  if (!answer || (key === "default" && status < 400)) {
    faults.push(`${name}: ${operation.operationId} has no such status`);
    continue;
  }
  const media = contentType ? Object.keys(answer.content ?? {}).find((type) => type === contentType) : undefined;
  if (contentType && !media) faults.push(`${name}: ${operation.operationId} does not answer ${contentType}`);
  if (!contentType && status === 200 && Object.keys(answer.content ?? {}).length > 0) faults.push(`${name}: nothing came`);
  if (media && body && media.includes("json")) {
    const validate = ajv.getSchema("api" + pointer("paths", found.path, found.method, "responses", key, "content", media, "schema"));
    if (validate && !validate(JSON.parse(body))) {
      // with fields= members that were not asked for are absent
      const errors = validate.errors.filter((error) => error.keyword !== "required" || !path.includes("fields=") || ["id", "type"].includes(error.params.missingProperty));
      if (errors.length > 0) faults.push(`${name}: ${explain(errors)}`);
    }
  }
  if (sent && status < 300) {
    if (!operation.requestBody) {
      if (sent !== "{}") faults.push(`${name}: ${operation.operationId} has no body in the document`);
      continue;
    }
    const kind = Object.keys(operation.requestBody.content)[0];
    const validate = ajv.getSchema("open" + pointer("paths", found.path, found.method, "requestBody", "content", kind, "schema"));
    if (validate && !validate(JSON.parse(sent))) faults.push(`${name}: sent ${explain(validate.errors)}`);
  }
}
console.log(JSON.stringify({ faults, unused: operations.map(({ operation }) => operation.operationId).filter((id) => !used.has(id)) }));

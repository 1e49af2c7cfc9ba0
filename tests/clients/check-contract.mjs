// Holds recorded exchanges against an OpenAPI 3.1 document: each must be an operation of it, with a status, a media type and bodies as it says.
// Holds the document's own examples against its schemas too, and tells where one is missing: each operation has one of its request, of success and of each error it names.
// usage: check-contract.mjs; stdin: {document, exchanges:[{method, path, sent, sentType, sentJson, status, contentType, body}], outOfReach:["operationId status"]}
// stdout: {faults:[text], unused:[operationId that no exchange with 2xx came to], examples:[text]}
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const { document, exchanges, outOfReach = [] } = JSON.parse(readFileSync(0, "utf8"));
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

for (const { method, path, sent, sentType, sentJson, status, contentType, body } of exchanges) {
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
    const kind = Object.keys(operation.requestBody.content).find((type) => type === sentType);
    if (!kind) {
      faults.push(`${name}: ${operation.operationId} takes no ${sentType}`);
      continue;
    }
    if (!sentJson) continue;
    const validate = ajv.getSchema("open" + pointer("paths", found.path, found.method, "requestBody", "content", kind, "schema"));
    if (validate && !validate(JSON.parse(sent))) faults.push(`${name}: sent ${explain(validate.errors)}`);
  }
}

const examples = [];
const resolve = (node) => (node?.$ref ? node.$ref.slice(2).split("/").reduce((at, part) => at[part], document) : node);
const named = (media) => Object.entries(media.examples ?? (media.example === undefined ? {} : { example: { value: media.example } }));
const isFile = (media) => media.schema?.format === "binary";
const judge = (schema, where, value) => {
  const validate = ajv.getSchema(schema);
  if (validate && !validate(value)) examples.push(`${where}: ${explain(validate.errors)}`);
};
for (const { path, method, operation } of operations) {
  const id = operation.operationId;
  for (const [index, { name, example }] of (operation.parameters ?? []).entries())
    if (example !== undefined) judge("open" + pointer("paths", path, method, "parameters", `${index}`, "schema"), `${id} parameter ${name}`, example);
  for (const [kind, media] of Object.entries(operation.requestBody?.content ?? {})) {
    // files are shown by no example
    if (named(media).length === 0 && !kind.startsWith("multipart/") && !isFile(media)) examples.push(`${id} request: no example`);
    for (const [name, example] of named(media))
      if (kind.includes("json")) judge("open" + pointer("paths", path, method, "requestBody", "content", kind, "schema"), `${id} request ${name}`, resolve(example).value);
  }
  for (const [status, answer] of Object.entries(operation.responses)) {
    for (const [kind, media] of Object.entries(answer.content ?? {})) {
      const shown = named(media);
      // a stream does not end, a file is not read, and any other error need not have happened
      if (shown.length === 0 && !isFile(media) && status !== "default" && kind !== "text/event-stream" && !outOfReach.includes(`${id} ${status}`)) examples.push(`${id} ${status}: no example`);
      for (const [name, example] of shown) {
        const { value } = resolve(example);
        if (kind === "application/problem+json" && status !== "default" && String(value.status) !== status) examples.push(`${id} ${status} ${name}: is a ${value.status}`);
        if (kind === "application/problem+json" && value.code !== name) examples.push(`${id} ${status} ${name}: has the code ${value.code}`);
        if (kind.includes("json")) judge("api" + pointer("paths", path, method, "responses", status, "content", kind, "schema"), `${id} ${status} ${name}`, value);
      }
    }
  }
}
console.log(JSON.stringify({ faults, examples, unused: operations.map(({ operation }) => operation.operationId).filter((id) => !used.has(id)) }));

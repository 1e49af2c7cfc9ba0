// Validates documents against a JSON Schema 2020-12.
// usage: validate-json.mjs SCHEMA_FILE; stdin: a JSON array of documents; exit 0 when all are valid, 1 when not (each error on stderr).
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const schema = JSON.parse(readFileSync(process.argv[2], "utf8"));
const documents = JSON.parse(readFileSync(0, "utf8"));
if (!Array.isArray(documents) || documents.length === 0) {
  console.error("stdin must be a JSON array with at least one document");
  process.exit(2);
}
// not strict: published schemas carry keywords of their own
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats(ajv);
// ninjs refers to this one by address; nothing is fetched
ajv.addSchema({ $id: "https://geojson.org/schema/GeoJSON.json", type: "object", required: ["type"] });
const validate = ajv.compile(schema);
let invalid = 0;
documents.forEach((document, index) => {
  if (validate(document)) return;
  invalid++;
  for (const error of validate.errors) console.error(`document ${index} at ${error.instancePath || "/"}: ${error.message} ${JSON.stringify(error.params)}`);
});
process.exit(invalid ? 1 : 0);

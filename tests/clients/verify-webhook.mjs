// Verifies a push as a partner would, with the reference library of Standard Webhooks.
// stdin: {"secret": "whsec_…", "headers": {…}, "body": "…"}; exit 0 when the signature holds, 1 when not, 2 when the input is no use.
import { readFileSync } from "node:fs";
import { Webhook, WebhookVerificationError } from "standardwebhooks";

const { secret, headers, body } = JSON.parse(readFileSync(0, "utf8"));
if (typeof secret !== "string" || typeof body !== "string" || typeof headers !== "object") {
  console.error("stdin must be {secret, headers, body}");
  process.exit(2);
}
try {
  new Webhook(secret).verify(body, headers, { jsonParse: false });
} catch (error) {
  if (!(error instanceof WebhookVerificationError)) throw error;
  console.error(error.message);
  process.exit(1);
}

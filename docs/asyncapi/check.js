// Validates an AsyncAPI document with the official parser: a line for each finding, status 1 for an error or a warning.
import { Parser, fromFile } from "@asyncapi/parser";

const WORST_ALLOWED = 2; // 0 error, 1 warning, 2 information
const { document, diagnostics } = await fromFile(new Parser(), process.argv[2]).parse();

for (const { severity, code, path, message } of diagnostics) {
  console.error(`${["error", "warning", "info", "hint"][severity]}: ${path.join(".")}: ${message} (${code})`);
}
const bad = diagnostics.some(({ severity }) => severity < WORST_ALLOWED);
if (!document || bad) process.exit(1);
console.log(document.channels().all().map((channel) => channel.address()).sort().join("\n"));

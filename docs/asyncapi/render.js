// Renders an AsyncAPI document to one page, index.html, in the given folder.
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import Generator from "@asyncapi/generator";

const [source, target] = process.argv.slice(2);
const template = join(dirname(fileURLToPath(import.meta.url)), "node_modules/@asyncapi/html-template");
const generator = new Generator(template, target, {
  compile: true, // the template is published with paths of the machine that built it
  forceWrite: true,
  templateParams: { singleFile: "true" },
});
await generator.generateFromFile(source);

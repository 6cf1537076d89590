// The hash of what the bundle is built from, kept beside it: a test tells when one was changed without the other.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const files = ["package.json", "package-lock.json", "tsconfig.json", "vite.config.ts"];
files.push(...readdirSync("src").map((name) => `src/${name}`));
const hash = createHash("sha256");
for (const file of files.sort()) {
  hash.update(`${file}\0`);
  hash.update(readFileSync(file));
}
const out = process.env.NAVETTE_REPORT_OUT ?? "../navette/report/page";
writeFileSync(`${out}/source.sha256`, `${hash.digest("hex")}\n`);

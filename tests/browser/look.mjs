// Looks at pages in a browser: axe-core's rules in every mode, and whether a page scrolls sideways.
// node look.mjs BROWSER PAGE... [--wide PAGE...]: of the last ones only how wide they are. It prints JSON: a sentence for each thing that is wrong.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const modes = [
  { name: "light, all open", width: 1280, open: true },
  { name: "dark", width: 1280, colorScheme: "dark", open: true },
  { name: "forced colours", width: 1280, forcedColors: "active" },
  { name: "phone", width: 360, open: true },
  { name: "phone, dark, forced colours", width: 360, colorScheme: "dark", forcedColors: "active" },
  { name: "paper", width: 768, media: "print" },
];
const widths = [320, 360, 480, 640, 767, 768, 1023, 1024, 1280, 1920];

const [executablePath, ...given] = process.argv.slice(2);
const files = given.filter((one) => one !== "--wide");
const wide = given.includes("--wide") ? given.slice(given.indexOf("--wide") + 1) : [];
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});
const wrong = [];
let looked = 0;
for (const file of files) {
  for (const mode of wide.includes(file) ? [] : modes) {
    const { name, width, open, media, ...context } = mode;
    const its = await browser.newContext({
      ...context,
      viewport: { width, height: 900 },
      bypassCSP: true,
    });
    const page = await its.newPage();
    const fetched = [];
    page.on("request", (request) => fetched.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    if (media) await page.emulateMedia({ media });
    if (open) await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    await page.evaluate(axe);
    const found = await page.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations"] }), tags);
    looked += found.passes.length;
    for (const one of found.violations)
      wrong.push(`${file} (${name}): ${one.id}: ${one.help}: ${one.nodes[0].html}`);
    if (fetched.length > 1) wrong.push(`${file} (${name}): fetched ${fetched.slice(1)}`);
    await its.close();
  }
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const all = await page.evaluate(() => document.documentElement.scrollWidth);
    if (all > width) wrong.push(`${file}: scrolls sideways at ${width}: ${all}`);
  }
  await page.close();
}
await browser.close();
console.log(JSON.stringify({ looked, wrong }));

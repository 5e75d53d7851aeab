// Reads Google's description of an API and writes it as Swagger 2, as Prism reads it.
const { join } = require("node:path");
const { readFileSync } = require("node:fs");
const { convert } = require(join(process.argv[2], "google-discovery-to-swagger"));

const described = convert(JSON.parse(readFileSync(0, "utf8")));
described.consumes = ["application/json"]; // the converter leaves out what bodies are
process.stdout.write(JSON.stringify(described));

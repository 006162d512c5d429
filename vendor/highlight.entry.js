/*! highlight.js (c) 2006 Ivan Sagalaev and others, BSD-3-Clause, https://highlightjs.org */

// Colours a piece of code: text in, a flat list of class and text out. The page makes its own
// nodes of it; the markup highlight.js writes is only ever parsed in a template, which is inert.

import core from "highlight.js/lib/core";

import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import dart from "highlight.js/lib/languages/dart";
import diff from "highlight.js/lib/languages/diff";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import elixir from "highlight.js/lib/languages/elixir";
import go from "highlight.js/lib/languages/go";
import graphql from "highlight.js/lib/languages/graphql";
import haskell from "highlight.js/lib/languages/haskell";
import http from "highlight.js/lib/languages/http";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import less from "highlight.js/lib/languages/less";
import lua from "highlight.js/lib/languages/lua";
import makefile from "highlight.js/lib/languages/makefile";
import markdown from "highlight.js/lib/languages/markdown";
import nginx from "highlight.js/lib/languages/nginx";
import nix from "highlight.js/lib/languages/nix";
import objectivec from "highlight.js/lib/languages/objectivec";
import perl from "highlight.js/lib/languages/perl";
import php from "highlight.js/lib/languages/php";
import powershell from "highlight.js/lib/languages/powershell";
import protobuf from "highlight.js/lib/languages/protobuf";
import python from "highlight.js/lib/languages/python";
import r from "highlight.js/lib/languages/r";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import scala from "highlight.js/lib/languages/scala";
import scss from "highlight.js/lib/languages/scss";
import shell from "highlight.js/lib/languages/shell";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

const languages = {
  bash, c, cpp, csharp, css, dart, diff, dockerfile, elixir, go, graphql, haskell, http, ini, java,
  javascript, json, kotlin, less, lua, makefile, markdown, nginx, nix, objectivec, perl, php,
  powershell, protobuf, python, r, ruby, rust, scala, scss, shell, sql, swift, typescript, xml, yaml,
};

for (const [name, grammar] of Object.entries(languages)) core.registerLanguage(name, grammar);
core.configure({ classPrefix: "" });

/**
 * `["keyword", "let", "", " x"]` for code in a language known by name or alias; `null` for others.
 * A class says the nearest scope only ("title function_" for a function's name).
 */
export function highlight(code, language) {
  if (!core.getLanguage(language)) return null;
  const template = document.createElement("template");
  template.innerHTML = core.highlight(code, { language, ignoreIllegals: true }).value;
  const pairs = [];
  collect(template.content, "", pairs);
  return pairs;
}

function collect(parent, scope, pairs) {
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) pairs.push(scope, node.data);
    else collect(node, node.className, pairs);
  }
}

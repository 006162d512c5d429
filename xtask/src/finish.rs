//! Makes the folder that is served out of what Trunk left: small, hashed, with integrity, without
//! anything inline, and the same under every base path. Runs as Trunk's hook.

mod assets;
mod module;
mod page;
mod trim;
mod words;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::{
    Outcome,
    places::Places,
    tools::npm::{self, Bundle},
};
use assets::{Asset, Assets, base64, packed, short_hash};
use module::{Found, Part};
use page::Page;

/// A part of fewer bytes has no file of its own.
const CRUMB: usize = 12_000;

/// Finishes the folder that Trunk's variables name.
pub(crate) fn finish_stage(places: &Places) -> Outcome {
    let stage = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let stage = stage.ok_or("finish is Trunk's hook; use cargo xtask build.")?;
    npm::packages(places)?;
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let work = places.target.join("finish");
    fs::create_dir_all(&work).map_err(|why| format!("{}: {why}.", work.display()))?;
    let mut build = Build { places, stage, work, is_release, assets: Assets::default() };
    build.finish()
}

struct Build<'a> {
    places: &'a Places,
    stage: PathBuf,
    work: PathBuf,
    is_release: bool,
    assets: Assets,
}

impl Build<'_> {
    fn finish(&mut self) -> Outcome {
        let mut page = Page::new(text(&self.stage.join("index.html"))?);
        let mut first_load = Vec::new();
        let mut app = self.module(&page, &mut first_load)?;
        app.extend(self.styles(&mut page, &mut first_load)?);
        // Only a release is packed.
        let unpack = if self.is_release { module::unpacker(self.places)? } else { Vec::new() };
        let words = [("UNPACK", json!(base64(&unpack)).to_string())];
        for (source, is_module) in [("boot.js", true), ("public/theme.js", false)] {
            let script = self.script(source, is_module, &words)?;
            page.point(source.trim_start_matches("public/"), &script);
            first_load.push(script);
        }
        let manifest = self.manifest(&mut page, &mut first_load)?;
        app.extend(self.later(&mut first_load)?);
        app.push((
            "worker".to_owned(),
            if self.is_release { "always" } else { "needed" }.to_owned(),
        ));
        let worker = text(&self.places.root.join("public/sw.js"))?;
        page.set_app(&app);
        let id = short_hash(format!("{}{manifest}{worker}", page.html()).as_bytes());
        app.push(("build".to_owned(), id.clone()));
        page.set_app(&app);
        let worker = self.worker(&id, &first_load)?;

        empty(&self.stage)?;
        self.assets.write(&self.stage)?;
        write(&self.stage.join("sw.js"), &worker)?;
        write(&self.stage.join("manifest.webmanifest"), manifest.as_bytes())?;
        write(&self.stage.join("index.html"), page.html().as_bytes())
    }

    /// The module and its glue, as attributes for the page. A release is cut into what is needed at
    /// first and parts that come when an operator opens them.
    fn module(
        &mut self,
        page: &Page,
        first_load: &mut Vec<Asset>,
    ) -> Outcome<Vec<(String, String)>> {
        let (glue, module) = page.app().ok_or("index.html as Trunk left it names no module.")?;
        let (glue, module) = (self.stage.join(glue), self.stage.join(module));
        let cut = if self.is_release {
            module::cut(self.places, &self.work)?
        } else {
            module::Cut { glue, main: module, parts: Vec::new() }
        };
        self.parts(&cut.parts, first_load)?;
        let glue = self.bundled(&cut.glue, "quarterdeck.js", true, &[])?;
        let glue = self.assets.add("quarterdeck.js", glue);
        let mut app = named("js", &glue);
        first_load.push(glue);
        let module = bytes(&cut.main)?;
        // Packing takes long and saves nothing between two processes of one machine.
        let (key, module) = if self.is_release {
            ("packed", self.assets.add("quarterdeck.lz", packed(&module)))
        } else {
            ("wasm", self.assets.add("quarterdeck.wasm", module))
        };
        app.extend(named(key, &module));
        first_load.push(module);
        Ok(app)
    }

    /// The parts that come later. What is small comes in one file together: most of it is what two
    /// parts share, and each request costs more than its few bytes.
    fn parts(&mut self, parts: &[Part], first_load: &mut Vec<Asset>) -> Outcome {
        let mut crumbs = Vec::new();
        let mut found = Vec::new();
        let mut small = Vec::new();
        for Part { name, file, .. } in parts {
            let module = bytes(file)?;
            if module.len() < CRUMB {
                small.push((name.clone(), crumbs.len()..crumbs.len() + module.len()));
                crumbs.extend(module);
            } else {
                let asset = self.assets.add(&format!("{name}.lz"), packed(&module));
                found.push(Found { name: name.clone(), asset, place: None });
            }
        }
        if !small.is_empty() {
            let asset = self.assets.add("crumbs.lz", packed(&crumbs));
            let place = |(name, place)| Found { name, asset: asset.clone(), place: Some(place) };
            found.extend(small.into_iter().map(place));
        }
        let Some(Part { loader, .. }) = parts.first() else { return Ok(()) };
        let later = module::point(loader, &found)?;
        let later = self.bundled(&later, "parts.js", true, &[])?;
        let later = self.assets.add("parts.js", later);
        module::ask_for(loader, &later)?;
        // Parts are kept by the page that fetches them, and would be of no use without it.
        first_load.push(later);
        Ok(())
    }

    /// One style sheet out of all, in the order of index.html. A release packs them in two: those of
    /// the first load, and those of pages that come later. As it is it stays beside that for the page
    /// on which boot.js says why nothing can be unpacked.
    fn styles(
        &mut self,
        page: &mut Page,
        first_load: &mut Vec<Asset>,
    ) -> Outcome<Vec<(String, String)>> {
        let sources = Page::new(text(&self.places.root.join("index.html"))?).sources();
        let names = page.styles();
        if sources.len() != names.len() {
            return Err("Trunk left other style sheets than index.html names.".to_owned());
        }
        let (mut all, mut first, mut later) = (String::new(), String::new(), String::new());
        for (source, name) in sources.iter().zip(names) {
            let sheet = text(&self.stage.join(name))?;
            all.push_str(&sheet);
            let part = if is_of_first_load(source) { &mut first } else { &mut later };
            part.push_str(&sheet);
        }
        let all = self.sheet("quarterdeck.css", &all)?;
        if !self.is_release {
            let sheet = self.assets.add("quarterdeck.css", all);
            page.set_styles(Some(&sheet));
            first_load.push(sheet);
            return Ok(Vec::new());
        }
        page.set_styles(None);
        let first = packed(&self.sheet("styles.css", &first)?);
        let first = self.assets.add("styles.lz", first);
        let later = packed(&self.sheet("pages.css", &later)?);
        let mut app = named("styles", &first);
        app.extend(named("pages", &self.assets.add("pages.lz", later)));
        first_load.push(first);
        app.push(("sheet".to_owned(), self.assets.add("quarterdeck.css", all).path));
        Ok(app)
    }

    /// A style sheet, made small.
    fn sheet(&self, name: &str, content: &str) -> Outcome<Vec<u8>> {
        let together = self.work.join(format!("together-{name}"));
        write(&together, content.as_bytes())?;
        self.bundled(&together, name, false, &[])
    }

    fn script(
        &mut self,
        source: &str,
        is_module: bool,
        words: &[(&str, String)],
    ) -> Outcome<Asset> {
        let from = self.places.root.join(source);
        let name = source.trim_start_matches("public/");
        let small = self.bundled(&from, name, is_module, words)?;
        Ok(self.assets.add(name, small))
    }

    /// The manifest, with the pictures it names by their new names. The page names some of them too.
    fn manifest(&mut self, page: &mut Page, first_load: &mut Vec<Asset>) -> Outcome<String> {
        let public = self.places.root.join("public");
        let manifest: Value = serde_json::from_str(&text(&public.join("manifest.webmanifest"))?)
            .map_err(|why| format!("public/manifest.webmanifest: {why}."))?;
        let sources = pictures(&manifest);
        let mut manifest = manifest.to_string();
        for source in sources {
            let name = source.rsplit('/').next().unwrap_or(&source);
            let picture = self.assets.add(name, bytes(&public.join(&source))?);
            manifest = manifest.replace(&format!("\"{source}\""), &format!("\"{}\"", picture.path));
            page.point(&source, &picture);
            if name == "favicon.svg" {
                first_load.push(picture);
            }
        }
        Ok(manifest)
    }

    /// What is fetched when it is first needed, as attributes for the page.
    fn later(&mut self, first_load: &mut Vec<Asset>) -> Outcome<Vec<(String, String)>> {
        let mut app = Vec::new();
        let words = words::for_boot(&self.places.root.join("locales"))?.to_string();
        let problem = self.places.root.join("problem.js");
        let problem = self.bundled(&problem, "problem.js", true, &[("WORDS", words)])?;
        let problem = self.assets.add("problem.js", problem);
        app.push(("problem".to_owned(), problem.path.clone()));
        // Nothing says why if it has to be fetched when nothing can be fetched.
        first_load.push(problem);
        for name in ["highlight", "echarts", "editor", "validate", "match"] {
            let entry = self.places.root.join(format!("vendor/{name}.entry.js"));
            let file = format!("{name}.js");
            let bundle = self.bundled(&entry, &file, true, &[])?;
            app.push((name.to_owned(), self.assets.add(&file, bundle).path));
        }
        for (language, catalogue) in words::others(&self.places.root.join("locales"))? {
            let asset = self.assets.add(&format!("locale-{language}.json"), catalogue);
            app.push((format!("locale-{language}"), asset.path));
        }
        Ok(app)
    }

    fn worker(&self, id: &str, first_load: &[Asset]) -> Outcome<Vec<u8>> {
        let list = |assets: &[Asset]| -> Vec<Value> {
            assets.iter().map(|asset| json!([asset.path, asset.integrity])).collect()
        };
        let (mut files, later) = (list(first_load), list(&self.assets.beside(first_load)));
        // Its name carries no hash, so a stored copy of it proves nothing.
        files.push(json!(["./manifest.webmanifest", ""]));
        let words = [
            ("BUILD", json!(id).to_string()),
            ("FILES", json!(files).to_string()),
            ("LATER", json!(later).to_string()),
        ];
        self.bundled(&self.places.root.join("public/sw.js"), "sw.js", false, &words)
    }

    fn bundled(
        &self,
        entry: &Path,
        name: &str,
        module: bool,
        words: &[(&str, String)],
    ) -> Outcome<Vec<u8>> {
        let to = self.work.join(name);
        npm::bundle(
            self.places,
            &Bundle { entry, to: &to, module, minify: self.is_release, words },
        )?;
        bytes(&to)
    }
}

/// Whether a style sheet is needed before the first page that comes later: those of pages are not,
/// but for what the conversation, the way to it and the question of an agent are drawn with.
fn is_of_first_load(source: &str) -> bool {
    // Who knows one gateway only needs none of it.
    const OF_SEVERAL_GATEWAYS: [&str; 2] = ["style/ui/tile.css", "style/app/switcher.css"];
    if OF_SEVERAL_GATEWAYS.contains(&source) {
        return false;
    }
    source.strip_prefix("style/features/").is_none_or(|feature| {
        feature.starts_with("chat") || feature.starts_with("connect") || feature == "approvals.css"
    })
}

/// The pictures that a manifest names, each once: icons, those of shortcuts, screenshots.
fn pictures(manifest: &Value) -> Vec<String> {
    fn collect(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(all) => all.iter().for_each(|it| collect(it, found)),
            Value::Object(all) => {
                let named = all.get("src").and_then(Value::as_str);
                found.extend(named.map(str::to_owned));
                all.values().for_each(|it| collect(it, found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(manifest, &mut found);
    found.sort();
    found.dedup();
    found
}

/// An asset as two attributes of the page.
fn named(key: &str, asset: &Asset) -> Vec<(String, String)> {
    vec![
        (key.to_owned(), asset.path.clone()),
        (format!("{key}-integrity"), asset.integrity.clone()),
    ]
}

fn text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|why| format!("{}: {why}.", path.display()))
}

fn bytes(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|why| format!("{}: {why}.", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Outcome {
    fs::write(path, bytes).map_err(|why| format!("{}: {why}.", path.display()))
}

/// What Trunk wrote is in memory by now, or must not be served.
fn empty(folder: &Path) -> Outcome {
    fs::remove_dir_all(folder)
        .and_then(|()| fs::create_dir(folder))
        .map_err(|why| format!("{}: {why}.", folder.display()))
}

//! Where things are: the clone, and the cache outside it that survives the clone.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::Outcome;

pub(crate) struct Places {
    /// The clone.
    pub(crate) root: PathBuf,
    /// Tools, packages, gateways and compiled code, shared by all clones.
    pub(crate) cache: PathBuf,
    /// Where cargo puts what is compiled.
    pub(crate) target: PathBuf,
}

impl Places {
    pub(crate) fn find() -> Outcome<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
        let root = root.ok_or("xtask stands in no clone.")?.to_owned();
        let cache = cache()?;
        fs::create_dir_all(&cache).map_err(|why| {
            format!("{} cannot be made ({why}); set QUARTERDECK_CACHE.", cache.display())
        })?;
        let target = env::var_os("CARGO_TARGET_DIR").map(|dir| root.join(dir));
        let target = target.unwrap_or_else(|| cache.join("target"));
        Ok(Self { root, cache, target })
    }

    pub(crate) fn npm(&self) -> PathBuf {
        self.cache.join("npm")
    }

    pub(crate) fn node_modules(&self) -> PathBuf {
        self.npm().join("node_modules")
    }

    pub(crate) fn tools(&self) -> PathBuf {
        self.cache.join("tools")
    }

    pub(crate) fn gateways(&self) -> PathBuf {
        self.cache.join("gateways")
    }
}

fn cache() -> Outcome<PathBuf> {
    if let Some(chosen) = env::var_os("QUARTERDECK_CACHE") {
        return Ok(PathBuf::from(chosen));
    }
    let caches = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cache")));
    caches.map(|caches| caches.join("quarterdeck")).ok_or_else(|| {
        "There is no home folder to keep tools in; set QUARTERDECK_CACHE.".to_owned()
    })
}

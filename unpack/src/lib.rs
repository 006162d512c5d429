//! Unpacks LZMA (the .lzma form, with the size in its header). A module packed so is a quarter smaller
//! than with gzip, which is all that a browser unpacks by itself, and gateways send files as they are.
//! `unpack.js` gives the bytes and takes them away; here are only the rules of the format, without an
//! allocator or anything else that would have to be fetched.
#![cfg_attr(target_family = "wasm", no_std)]

mod chances;
mod lzma;
#[cfg(target_family = "wasm")]
mod page;

pub use lzma::{Header, Lzma, Spoilt};

#[cfg(test)]
mod tests;

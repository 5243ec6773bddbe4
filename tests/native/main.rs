//! The pure core on a virtual clock, against a scripted server: one behaviour per test, one theme per file.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    clippy::new_without_default,
    reason = "a test crate has no users: its items are named for what they do, and it panics where it fails"
)]

mod support;

mod activity;
mod authorization;
mod close_codes;
#[cfg(feature = "encryption")]
mod encrypted;
mod fallback;
mod fuzz;
mod handshake;
mod hostile;
mod http;
mod http_hostile;
mod kinds;
mod losses;
mod messages;
mod presence;
mod properties;
mod reentrancy;
mod reentrancy_channels;
mod remembered;
mod retry;
mod scale;
#[cfg(feature = "encryption")]
mod secretbox;
mod server_habits;
mod signin;
mod signin_presence;
mod states;
mod strategy;
mod subscriptions;
mod switch_cluster;
mod timeline;
mod watchlist;

//! Runs a property on generated inputs: as many as a test run has time for, the same ones on every machine. With
//! `FUZZ_SECONDS` in the environment it goes on, with ever new ones, for so long.

use std::time::{Duration, Instant};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};

/// Gives `cases` inputs to `test`, which panics where the property does not hold. The smallest input that fails is
/// in the panic's message.
pub fn explore<S: Strategy>(cases: u32, inputs: &S, test: impl Fn(S::Value)) {
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let end = Instant::now() + Duration::from_secs(seconds.unwrap_or(0));
    let mut seed = 0;
    loop {
        run(seed, cases, inputs, &test);
        seed += 1;
        if Instant::now() >= end {
            break;
        }
    }
}

fn run<S: Strategy>(seed: u64, cases: u32, inputs: &S, test: &impl Fn(S::Value)) {
    let rng_seed = RngSeed::Fixed(seed);
    let config = Config { cases, rng_seed, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(inputs, |input| {
        test(input);
        Ok(())
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, input)) => panic!("seed {seed}: {reason}\nsmallest input: {input:#?}"),
        Err(error) => panic!("seed {seed}: {error}"),
    }
}

//! The report of a run, for the page.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{object, or_null};
use crate::durations::Spending;
use crate::lock::LockStats;
use crate::program::name;
use crate::record::Report;
use crate::run_end::RunEnd;
use crate::verdict::fairness;
use crate::watchable::{CommonStart, Watchable};

/// The sums over all threads of a run.
pub struct Sums {
    pub printed: u32,
    pub values: Vec<u32>,
    pub stats: Option<LockStats>,
}

/// Returns the report of a run for the page, with the time that the run took, and the time that its threads did.
pub fn report(
    end: &RunEnd,
    [elapsed_ms, threads_ms]: [f64; 2],
    reports: &[Report],
    Sums { printed, values, stats }: Sums,
    schedule: Option<String>,
    watchable: Watchable,
) -> JsValue {
    let written: u32 = reports.iter().map(|report| report.written).sum();
    let per_thread = |Report { cost, .. }: &Report| {
        // A sampled time is an estimate, and there was no more time than that.
        let held_ms = cost.held_ms.min((elapsed_ms - cost.waited_ms).max(0.0));
        object([
            ("acquisitions", cost.acquisitions.into()),
            ("waitedMs", cost.waited_ms.into()),
            ("heldMs", held_ms.into()),
            ("maxWaitMs", cost.max_wait_ms.into()),
        ])
    };
    let until_first_finished =
        stats.as_ref().and_then(|stats| stats.until_first_finished(reports.len() as u32));
    let fairness = until_first_finished.and_then(|acquisitions| fairness(&acquisitions));
    object([
        ("outcome", end.name().into()),
        ("details", end.details().into()),
        ("elapsedMs", elapsed_ms.into()),
        ("threadsMs", threads_ms.into()),
        ("written", written.into()),
        ("printed", printed.into()),
        ("values", values.into()),
        ("schedule", or_null(schedule)),
        ("perThread", reports.iter().map(per_thread).collect::<Array>().into()),
        ("fairness", or_null(fairness)),
        ("handOffs", or_null(stats.as_ref().map(|stats| stats.waited))),
        ("bargings", or_null(stats.as_ref().map(|stats| stats.barged))),
        ("watchable", watchable_object(watchable)),
    ])
}

/// Returns what a run did so that it could be watched, as in a result.
fn watchable_object(watchable: Watchable) -> JsValue {
    let Watchable { put_to_store_us, load_to_store_us, common_start, taped, spending } = watchable;
    object([
        ("putToStoreUs", or_null(put_to_store_us)),
        ("loadToStoreUs", or_null(load_to_store_us)),
        ("commonStart", or_null(common_start.map(CommonStart::name))),
        ("taped", taped.into()),
        ("spending", or_null(spending.map(|spending| name(spending, Spending::WORDS)))),
    ])
}

//! How long a waiter looks before it sleeps.
//!
//! Owns the pause between two looks, and how many looks there are. To go to sleep and be woken takes many times as long
//! as a line, in a browser above all, so looking pays if the holder runs meanwhile: if each thread can have a processor.
//! If threads outnumber processors, the holder may be the thread that does not run, and looking only keeps it from that.

/// How often a waiter looks before it sleeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How many looks there are, with a pause between them.
    pub looks: u32,
}

impl Patience {
    /// About as long as going to sleep takes.
    pub const SHORT: Patience = Patience { looks: 300 };
    /// As long as a hundred lines and more.
    pub const LONG: Patience = Patience { looks: 4_000 };

    /// Returns the patience of `threads` threads on `processors` processors.
    pub fn new(threads: u32, processors: u32) -> Patience {
        if threads <= processors { Patience::LONG } else { Patience::SHORT }
    }
}

/// How many pauses there are before the first try of [`barge`], about a microsecond, and at most before another one.
const FIRST: u32 = 32;
const LONGEST: u32 = 256;

/// Tries to acquire a lock that any thread may take when it is free, as long as there is patience.
///
/// Each try takes the lock's cache line away from the holder, and each success takes all that the lock guards. So even
/// the first try is late, and the next ones are ever further apart: meanwhile the holder acquires the lock many times.
pub(super) fn barge<G>(patience: Patience, mut attempt: impl FnMut() -> Option<G>) -> Option<G> {
    let (mut looks, mut apart) = (0, FIRST);
    while looks < patience.looks {
        for _ in 0..apart {
            pause();
        }
        if let Some(guard) = attempt() {
            return Some(guard);
        }
        looks += apart;
        apart = LONGEST.min(2 * apart);
    }
    None
}

/// Lets a moment pass: a waiter that looks all the time slows down the holder.
#[inline(always)]
pub fn pause() {
    // Wasm has no instruction for this, and what stands for one is empty. So this takes the time that it takes natively,
    // with work that no compiler leaves out.
    #[cfg(target_arch = "wasm32")]
    for turn in 0..100 {
        std::hint::black_box(turn);
    }
    #[cfg(not(target_arch = "wasm32"))]
    std::hint::spin_loop();
}

//! A count to sleep at until it advances.
//!
//! Owns the way to sleep and to wake one. Wasm has instructions for both, which wait at a word of memory; elsewhere a
//! condition variable does the same. Source: D. Reed, R. Kanodia, "Synchronization with eventcounts and sequencers",
//! 1979.

#[cfg(not(target_arch = "wasm32"))]
use super::sync::{Condvar, Mutex};

/// How often something has happened. A thread that has read the count and then found nothing to do can sleep until the
/// count is another: no advance is missed.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct EventCount {
    count: Mutex<u32>,
    advanced: Condvar,
}

#[cfg(not(target_arch = "wasm32"))]
impl EventCount {
    /// Creates a count of 0.
    pub fn new() -> EventCount {
        EventCount { count: Mutex::new(0), advanced: Condvar::new() }
    }

    /// Returns the count. What happened before it advanced to that happens before this returns.
    pub fn read(&self) -> u32 {
        *self.count.lock().expect("nobody panics there")
    }

    /// Sleeps while the count is `count`.
    pub fn wait(&self, count: u32) {
        let mut current = self.count.lock().expect("nobody panics there");
        while *current == count {
            current = self.advanced.wait(current).expect("nobody panics there");
        }
    }

    /// Advances the count, and wakes a thread that sleeps.
    pub fn advance(&self) {
        let mut count = self.count.lock().expect("nobody panics there");
        *count = count.wrapping_add(1);
        drop(count);
        self.advanced.notify_one();
    }
}

/// As above, a word of the shared memory.
#[cfg(target_arch = "wasm32")]
#[derive(Debug)]
pub struct EventCount(std::sync::atomic::AtomicU32);

#[cfg(target_arch = "wasm32")]
impl EventCount {
    /// Creates a count of 0.
    pub fn new() -> EventCount {
        EventCount(std::sync::atomic::AtomicU32::new(0))
    }

    /// Returns the count.
    pub fn read(&self) -> u32 {
        self.0.load(std::sync::atomic::Ordering::Acquire)
    }

    /// Sleeps while the count is `count`.
    pub fn wait(&self, count: u32) {
        while self.read() == count {
            // SAFETY: it is the address of a word that lives. It sleeps only if the word has this value.
            unsafe { std::arch::wasm32::memory_atomic_wait32(self.0.as_ptr().cast(), count as i32, -1) };
        }
    }

    /// Advances the count, and wakes a thread that sleeps.
    pub fn advance(&self) {
        self.0.fetch_add(1, std::sync::atomic::Ordering::Release);
        // SAFETY: as for `wait`.
        unsafe { std::arch::wasm32::memory_atomic_notify(self.0.as_ptr().cast(), 1) };
    }
}

use super::*;
use crate::program::presets::PRESETS;

/// A program that has little in common with the presets.
const OTHER: &str = "# Two accounts, and a transfer between them.\nleft = Lock()\nright = Lock()\n\ndef transfer(n):\n    \
                     for i in range(n):\n        with left:\n            balance = shared.left\n            work(50)\n            \
                     shared.left = balance + 1\n        with right:\n            other = shared.right\n            \
                     shared.right = other + 2\n\ndef thread(t):\n    transfer(3)\n    say(\"done\\n\")\n\ndef say(words):\n    \
                     for letter in words:\n        place = screen.cursor\n        screen[place] = letter\n        \
                     screen.cursor = place + 1\n";

/// The counter, with the lock inside the loop of `print`.
fn edited() -> String {
    let counter = PRESETS[0].1;
    let inside = counter
        .replace("    lock.acquire()\n    for c in text:\n", "    for c in text:\n        lock.acquire()\n");
    inside.replace("    lock.release()\n", "        lock.release()\n")
}

fn check_text(text: &str) -> String {
    let packed = pack(text).unwrap();
    assert_eq!(unpack(&packed).as_deref(), Ok(text), "{packed}");
    assert!(packed.bytes().skip(1).all(|digit| DIGITS.contains(&digit)), "{packed}");
    packed
}

#[test]
fn a_preset_packs_into_less_than_a_sixth_of_its_text() {
    for (name, text) in PRESETS.into_iter().chain([("edited", &edited()[..])]) {
        let packed = check_text(text);
        assert!(6 * packed.len() < text.len(), "{name}: {packed}");
    }
    let packed = check_text(OTHER);
    assert!(2 * packed.len() < OTHER.len(), "{packed}");
}

/// If this fails, the links that exist say something else: give the version a new sign, and keep the old one's model.
#[test]
fn a_link_that_exists_keeps_its_meaning() {
    let text = "lock = Lock()\n\ndef thread(t):\n    with lock:\n        work(7)\n";
    assert_eq!(pack(text).unwrap(), "1MHQWuItWy44Uhc5zMEdBi");
    assert_eq!(unpack("1MHQWuItWy44Uhc5zMEdBi").unwrap(), text);
}

#[test]
fn what_is_packed_is_unpacked() {
    let mut random = fastrand::Rng::with_seed(7);
    for text in ["", "\0", "\u{10ffff}é“", "a", "\r\n\r"] {
        check_text(text);
    }
    for _ in 0..60 {
        let text: String = (0..random.usize(..60)).map(|_| char::from(random.u8(..128))).collect();
        // Random characters, and a preset with some of them in it.
        check_text(&text);
        let preset = random.choice(PRESETS).expect("there are presets").1;
        let (begin, end) = (random.usize(..preset.len()), random.usize(..preset.len()));
        check_text(&[&preset[..begin.min(end)], &text[..text.len() / 8], &preset[begin.max(end)..]].concat());
    }
}

/// Unpacks 20,000 texts, or as many as the variable `MUTEX_DEMO_TEXTS` says.
#[test]
fn no_packed_text_makes_unpacking_panic() {
    let count =
        std::env::var("MUTEX_DEMO_TEXTS").map_or(20_000, |count| count.parse().expect("a number of texts"));
    let mut random = fastrand::Rng::with_seed(8);
    let packed: Vec<String> = PRESETS.iter().map(|(_, text)| pack(text).unwrap()).collect();
    let (mut accepted, mut unpacked) = (0, 0);
    for index in 0..count {
        let mut digits = random.choice(&packed).expect("there are presets").as_bytes()[1..].to_vec();
        for _ in 0..random.usize(1..4) {
            match random.u8(..4) {
                0 => digits.truncate(random.usize(..digits.len().max(1))),
                1 => digits.extend((0..random.usize(1..40)).map(|_| DIGITS[random.usize(..64)])),
                2 => digits.push(random.u8(..)),
                _ => digits.iter_mut().for_each(|digit| *digit = DIGITS[random.usize(..64)]),
            }
        }
        // The check digits refuse nearly all of these; one in five hundred is unpacked all the same.
        if index % 500 == 0 {
            digits.retain(|digit| DIGITS.contains(digit));
            unpacked += usize::from(unpack_digits(&digits, 400).is_ok_and(|text| text.len() <= 400));
        }
        let version = if random.u8(..50) == 0 { random.char(..) } else { VERSION };
        accepted += usize::from(unpack(&format!("{version}{}", String::from_utf8_lossy(&digits))).is_ok());
    }
    assert!(accepted < count / 100 && 0 < unpacked, "{accepted} accepted, {unpacked} unpacked");
}

#[test]
fn a_damaged_link_is_refused() {
    let packed = check_text(PRESETS[1].1);
    for end in 1..packed.len() {
        assert_eq!(unpack(&packed[..end]), Err(PackError::Damaged));
    }
    assert_eq!(unpack(""), Err(PackError::Version));
    assert_eq!(unpack("lock = Lock()"), Err(PackError::Version));
    assert_eq!(unpack("1AA é"), Err(PackError::Damaged));
}

#[test]
fn a_text_has_a_limit() {
    let digits = check_text(&"a".repeat(100));
    let digits = &digits.as_bytes()[1 + CHECK..];
    assert_eq!(unpack_digits(digits, 100), Ok("a".repeat(100)));
    assert_eq!(unpack_digits(digits, 99), Err(PackError::Long));
    assert_eq!(pack(&"a".repeat(MAX_BYTES + 1)), Err(PackError::Long));
}

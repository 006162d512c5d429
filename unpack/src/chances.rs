//! The range coder: bits that cost the less the likelier they are, by probabilities that learn.

use crate::lzma::Spoilt;

pub(crate) const STATES: usize = 12;
pub(crate) const POSITIONS: usize = 16;
/// A length: two choices, eight short and eight middle ones by position, and the long ones.
const LENGTHS: usize = 2 + 2 * (POSITIONS << 3) + 256;

/// Where each kind of probability begins in the one table.
pub(crate) const IS_MATCH: usize = 0;
pub(crate) const IS_REP: usize = IS_MATCH + STATES * POSITIONS;
pub(crate) const IS_REP_0: usize = IS_REP + STATES;
pub(crate) const IS_REP_1: usize = IS_REP_0 + STATES;
pub(crate) const IS_REP_2: usize = IS_REP_1 + STATES;
pub(crate) const IS_REP_0_LONG: usize = IS_REP_2 + STATES;
pub(crate) const SLOT: usize = IS_REP_0_LONG + STATES * POSITIONS;
pub(crate) const SPECIAL: usize = SLOT + (4 << 6);
pub(crate) const ALIGN: usize = SPECIAL + 128;
pub(crate) const LENGTH: usize = ALIGN + 16;
pub(crate) const REP_LENGTH: usize = LENGTH + LENGTHS;
pub(crate) const LITERAL: usize = REP_LENGTH + LENGTHS;
/// With as much context for literals as the format's usual settings have.
pub(crate) const ALL: usize = LITERAL + (0x300 << 3);

const TOP: u32 = 1 << 24;

pub(crate) struct Coder {
    pub(crate) chances: [u16; ALL],
    range: u32,
    code: u32,
    /// Where the next packed byte is.
    at: usize,
}

impl Coder {
    pub(crate) const EMPTY: Self = Self { chances: [0; ALL], range: 0, code: 0, at: 0 };

    pub(crate) fn begin(&mut self, code: u32, at: usize) {
        (self.range, self.code, self.at) = (u32::MAX, code, at);
        self.chances.fill(1 << 10);
    }

    /// More was asked for than there is.
    pub(crate) fn is_past(&self, packed: &[u8]) -> bool {
        self.at > packed.len()
    }

    #[inline(always)]
    fn fill(&mut self, packed: &[u8]) {
        if self.range < TOP {
            let next = packed.get(self.at).copied().unwrap_or(0);
            self.range <<= 8;
            self.code = self.code << 8 | u32::from(next);
            self.at += 1;
        }
    }

    /// A bit where many are read: laid out in place, for speed.
    #[inline(always)]
    pub(crate) fn often(&mut self, packed: &[u8], place: usize) -> usize {
        let Some(chance) = self.chances.get_mut(place) else { return 0 };
        let bound = (self.range >> 11) * u32::from(*chance);
        let found = self.code >= bound;
        if found {
            self.range -= bound;
            self.code -= bound;
            *chance -= *chance >> 5;
        } else {
            self.range = bound;
            *chance += (2048 - *chance) >> 5;
        }
        self.fill(packed);
        usize::from(found)
    }

    /// A bit where few are read: laid out once, for size.
    #[inline(never)]
    pub(crate) fn bit(&mut self, packed: &[u8], place: usize) -> usize {
        self.often(packed, place)
    }

    #[inline(never)]
    pub(crate) fn tree(&mut self, packed: &[u8], place: usize, bits: u32) -> usize {
        let mut node = 1;
        for _ in 0..bits {
            node = node << 1 | self.often(packed, place + node);
        }
        node - (1 << bits)
    }

    fn reversed(&mut self, packed: &[u8], place: usize, bits: u32) -> usize {
        let (mut node, mut value) = (1, 0);
        for shift in 0..bits {
            let found = self.bit(packed, place + node);
            node = node << 1 | found;
            value |= found << shift;
        }
        value
    }

    /// Bits of which none is likelier.
    fn even(&mut self, packed: &[u8], bits: u32) -> usize {
        let mut value = 0;
        for _ in 0..bits {
            self.range >>= 1;
            let found = self.code >= self.range;
            if found {
                self.code -= self.range;
            }
            self.fill(packed);
            value = value << 1 | usize::from(found);
        }
        value
    }

    pub(crate) fn length(&mut self, packed: &[u8], place: usize, position: usize) -> usize {
        if self.bit(packed, place) == 0 {
            return 2 + self.tree(packed, place + 2 + (position << 3), 3);
        }
        if self.bit(packed, place + 1) == 0 {
            return 10 + self.tree(packed, place + 2 + (POSITIONS << 3) + (position << 3), 3);
        }
        18 + self.tree(packed, place + 2 + 2 * (POSITIONS << 3), 8)
    }

    pub(crate) fn distance(&mut self, packed: &[u8], count: usize) -> Result<usize, Spoilt> {
        let slot = self.tree(packed, SLOT + ((count - 2).min(3) << 6), 6);
        if slot < 4 {
            return Ok(slot);
        }
        let bits = u32::try_from((slot >> 1) - 1).map_err(|_| Spoilt)?;
        let high = (2 | (slot & 1)) << bits;
        if slot < 14 {
            return Ok(high + self.reversed(packed, SPECIAL + high - slot, bits));
        }
        let middle = self.even(packed, bits - 4) << 4;
        Ok(high + middle + self.reversed(packed, ALIGN, 4))
    }
}
